// A real OpenID provider on loopback, for the tests of single sign-on.
//
// Standard input is one line of JSON: { port, client_id, client_secret, redirect_uris, people }. A person has a `sub`
// and the claims that the provider tells of them. It prints "listening" once it does, and ends with its input.
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

const lines = createInterface({ input: process.stdin });
const told = JSON.parse(await new Promise((resolve) => lines.once("line", resolve)));
lines.on("close", () => process.exit(0));

const people = new Map(told.people.map((one) => [one.sub, one]));
const provider = new Provider(`http://127.0.0.1:${told.port}`, {
  clients: [
    {
      client_id: told.client_id,
      client_secret: told.client_secret,
      redirect_uris: told.redirect_uris,
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["for-the-tests-only"] },
  pkce: { required: () => true },
  findAccount: (context, sub) =>
    people.has(sub) ? { accountId: sub, claims: () => people.get(sub) } : undefined,
  features: { devInteractions: { enabled: false } }, // its pages fetch a font from the network
  interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (context) => {
    const { client, session } = context.oidc;
    const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
});

const PAGE = `<!doctype html><html lang="en"><title>Sign in</title><form method="post">
<label>Number <input name="login"></label>
<button name="answer" value="yes">Agree</button> <button name="answer" value="no">Refuse</button></form>`;

provider.use(async (context, next) => {
  if (!context.path.startsWith("/interaction/")) return next();
  if (context.method === "GET") {
    context.type = "html";
    context.body = PAGE;
    return;
  }
  let sent = "";
  for await (const part of context.req) sent += part;
  const form = new URLSearchParams(sent);
  const result =
    form.get("answer") === "yes" ? { login: { accountId: form.get("login") } } : { error: "access_denied" };
  context.redirect(await provider.interactionResult(context.req, context.res, result));
});

provider.listen(told.port, "127.0.0.1", () => console.log("listening"));
