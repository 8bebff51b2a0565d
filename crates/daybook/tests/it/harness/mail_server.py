"""A mail server: mail_server.py FOLDER PORT MODE [CERTIFICATE KEY]

MODE is `starttls`, `tls` or `clear`; all but `clear` want the password. It says its port on standard output, keeps each
mail as a file in FOLDER, and ends with its standard input. Mail to `nobody@…` is refused for good and to `later@…` for
now, and each refusal is a file in FOLDER too. A file `hold` makes it keep a mail and never answer.
"""

import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port, mode, *files = sys.argv[1:]


def keep(kind: str, content: bytes) -> None:
    number = len([name for name in os.listdir(folder) if name.endswith(kind)])
    path = os.path.join(folder, f"{number:010}")
    with open(path + ".part", "wb") as file:
        file.write(content)
    os.rename(path + ".part", path + kind)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = {"nobody": "550 5.1.1 No such user", "later": "451 4.7.1 Come back later"}.get(address.split("@")[0])
        if answer:
            keep(".refused", answer.encode())
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        keep(".eml", envelope.content)
        if os.path.exists(os.path.join(folder, "hold")):
            await asyncio.Event().wait()
        return "250 OK"


def check(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b"daybook", b"sword/fish@1")
    return AuthResult(success=good, handled=good)


def protocol():
    wants = {"authenticator": check, "auth_required": mode != "clear"}
    if mode == "tls":
        wants["auth_require_tls"] = False  # it was there before the first word
    if mode == "starttls":
        wants |= {"tls_context": context, "require_starttls": True}
    return SMTP(Handler(), hostname="mail.example", **wants)


async def serve() -> None:
    loop = asyncio.get_running_loop()
    around = context if mode == "tls" else None
    server = await loop.create_server(protocol, "127.0.0.1", int(port), ssl=around)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    os._exit(0)


if files:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
asyncio.run(serve())
