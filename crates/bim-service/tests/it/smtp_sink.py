"""A mail server for tests: takes mail and says what it took on standard output, one JSON object per line.

The first line is its port. It ends when standard input does, so it never outlives its test.
"""

import argparse
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("refused"):
            return "550 5.1.1 There is no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None,
            "user": session.auth_data,
            "hello": session.host_name,
            "text": email.message_from_bytes(envelope.content, policy=email.policy.default).get_content(),
        }
        print(json.dumps(mail), flush=True)
        return "250 taken"


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--protection", choices=["none", "starttls", "tls"], required=True)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--login", help="USER:PASSWORD that is asked for")
    options = parser.parse_args()
    tls = None
    if options.protection != "none":
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(options.certificate, options.key)

    def authenticate(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        right = given == options.login
        return AuthResult(success=right, handled=False, auth_data=data.login.decode() if right else None)

    def connection():
        is_starttls = options.protection == "starttls"
        return SMTP(
            Handler(),
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=tls if is_starttls else None,
            require_starttls=is_starttls,
            authenticator=authenticate,
            auth_required=options.login is not None,
            auth_require_tls=is_starttls,
        )

    loop = asyncio.get_running_loop()
    wrapped = tls if options.protection == "tls" else None
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
