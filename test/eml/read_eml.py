"""Reads base64 mails, one a line, and prints what Python's email package makes of each, one JSON a line."""
import base64, hashlib, json, sys
from email import message_from_bytes, policy


def defects(part):
    return [type(defect).__name__ for defect in part.defects]


def people(header):
    return [[address.display_name, address.addr_spec] for address in header.addresses]


def file(part):
    digest = hashlib.sha256(part.get_payload(decode=True)).hexdigest()
    return [part.get_filename(), part.get_content_disposition(), part.get("content-id", ""), digest]


for line in sys.stdin:
    mail = message_from_bytes(base64.b64decode(line), policy=policy.default)
    parts = list(mail.walk())[1:]
    print(json.dumps({
        "headers": sorted(name.lower() for name in mail.keys()),
        "x": {name.lower(): mail[name] for name in mail.keys() if name.lower().startswith("x-")},
        "subject": mail["subject"],
        "topic": mail["thread-topic"],
        "date": mail["date"].datetime.isoformat(),
        "from": people(mail["from"]),
        "to": people(mail["to"]),
        "text": mail.get_body(("plain",)).get_content(),
        "html": mail.get_body(("html",)).get_content(),
        "files": [file(part) for part in parts if part.get_content_disposition()],
        "partHeaders": sorted({name.lower() for part in parts for name in part.keys()}),
        "defects": [name for part in [mail, *parts] for name in defects(part)],
    }))
