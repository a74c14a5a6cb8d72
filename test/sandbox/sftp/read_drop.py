"""Opens the drops that are named, and prints what Python makes of each EML, one JSON a line."""
import hashlib, json, sys, zipfile
from email import message_from_bytes, policy


def people(header):
    return [[address.display_name, address.addr_spec] for address in header.addresses] if header else []


def text_of(mail, kind):
    part = mail.get_body((kind,))
    return part.get_content() if part else None


def attachment(part):
    return [part.get_filename(), hashlib.sha256(part.get_payload(decode=True)).hexdigest()]


def files(mail):
    return [attachment(part) for part in mail.walk() if part.get_content_disposition()]


def reading(archive, name):
    mail = message_from_bytes(archive.read(name), policy=policy.default)
    date = mail["date"].datetime
    return {
        "id": mail["x-telemessage-archivemessageid"],
        "type": mail["x-telemessage-messagetype"],
        "group": mail["x-telemessage-group_name"],
        "subject": mail["subject"],
        "date": date.isoformat() if date else None,
        "from": people(mail["from"]),
        "to": people(mail["to"]),
        "cc": people(mail["cc"]),
        "text": text_of(mail, "plain"),
        "html": text_of(mail, "html"),
        "files": files(mail),
        "defects": [type(defect).__name__ for part in mail.walk() for defect in part.defects],
    }


for path in sys.argv[1:]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith(".eml"):
                print(json.dumps(reading(archive, name)))
