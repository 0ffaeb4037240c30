"""Who asks from where, as far as it is counted: never stored as it is."""

import ipaddress


def around(address: str) -> dict[str, str]:
    """Returns the `sender` and the `network` of a network address.

    A sender is one address of IPv4, or the 2^64 that one holder of IPv6 has. A network is what a provider or
    an organization has around it: /24 or /48.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return {"sender": f"sender {address}", "network": f"network {address}"}
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    sizes = {"sender": 32, "network": 24} if found.version == 4 else {"sender": 64, "network": 48}
    return {
        kind: f"{kind} {ipaddress.ip_network(f'{found}/{size}', strict=False)}"
        for kind, size in sizes.items()
    }
