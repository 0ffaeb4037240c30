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
  features: { devInteractions: { enabled: true } }, // its page asks for a name, takes any password
});
provider.listen(told.port, "127.0.0.1", () => console.log("listening"));
