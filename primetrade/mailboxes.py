"""E-mail addresses: one spelling per mailbox, and how to show it.

Domains are stored and compared as A-labels, their form in DNS, by IDNA 2008: fußball.de is not fussball.de.
"""

from __future__ import annotations

import idna

from primetrade.text import normalized

_DOMAIN_LIMIT = 255  # RFC 1035


def fold_email(email: str) -> str:
    """One spelling per mailbox: the local part NFKC and case folded, the domain in A-labels, all trimmed.

    An invalid domain is only put in lower case, for `has_domain` to refuse.
    """
    email = email.strip()
    if "@" not in email:
        email = normalized("NFKC", email)
    local, at, domain = email.rpartition("@")
    return f"{normalized('NFKC', local).casefold()}{at}{_network_form(domain)}".strip()


def has_domain(email: str) -> bool:
    """Whether a folded address has a valid public domain, which is ASCII after folding.

    Refuses localhost and IP literals, with which a sign-up could send mail to the server's own operator.
    """
    domain = email.rpartition("@")[2]
    return domain.isascii() and "." in domain and not domain.startswith("[")


def shown_email(email: str) -> str:
    """The address as people write it, followed by the domain's A-labels if they differ.

    They are shown for every such domain, because no list of look-alike letters is ever complete.
    """
    local, at, domain = email.rpartition("@")
    if "xn--" not in domain:
        return email
    try:
        written = idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return email
    return f"{local}{at}{written} ({domain})" if written != domain else email


def _network_form(domain: str) -> str:
    if domain.isascii() or len(domain) > _DOMAIN_LIMIT:
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return normalized("NFKC", domain).lower()
