"""What docs/*.md needs to be a site, beside site.yml: pages that lie elsewhere in the repository, links to them, and a table of the API's routes."""
import json
import pathlib
import posixpath
import re

from mkdocs.structure.files import File

ROOT = pathlib.Path(__file__).parent.parent
# Read where they are on a forge, and pages of the site as well.
ELSEWHERE = ["CHANGELOG.md", "CONTRIBUTING.md", "python/README.md"]
# Is in the repository only: a link to it becomes its path.
OTHERS = ["k8s/", "campaigns/", "benchmarks/", "data/", "src/", "tests/", "LICENSE"]
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
IMAGE = re.compile(r"^!\[([^\]]*)\]\(([^)\s]+)\)", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[([^\]\[]*(?:\[[^\]]*\][^\]\[]*)*)\]\(([^)#\s:]+)(#[^)\s]*)?\)")


def on_files(files, config):
    for page in ELSEWHERE:
        files.append(File(page, str(ROOT), config["site_dir"], config["use_directory_urls"]))
    return files


def on_page_markdown(markdown, page, config, files):
    """Links are those of the repository; here they become those of the site."""
    source = page.file.src_path
    place = posixpath.dirname(source if source in ELSEWHERE else "docs/" + source)

    def link(match):
        text, path, anchor = match[1], match[2], match[3] or ""
        target = posixpath.normpath(posixpath.join(place, path))
        if target.startswith("docs/"):
            here = target[len("docs/"):]
        elif target in ELSEWHERE:
            here = target
        elif target == "README.md":
            here = "index.md"
        elif (target + "/").startswith(tuple(OTHERS)) or target in OTHERS:
            return text if text.startswith("`") else f"{text} (`{target}` in the repository)" if text.rstrip("/") != target else f"`{target}`"
        else:
            return match[0]
        return f"[{text}]({posixpath.relpath(here, posixpath.dirname(source) or '.')}{anchor})"

    code = []
    markdown = CODE.sub(lambda match: code.append(match[0]) or f"\0{len(code) - 1}\0", markdown)
    markdown = LINK.sub(link, markdown)
    markdown = IMAGE.sub(r"[![\1](\2)](\2)", markdown)  # a figure leads to itself, whole
    markdown = re.sub("\0(\\d+)\0", lambda match: code[int(match[1])], markdown)
    return markdown.replace("<!-- routes -->", routes()) if source == "api-routes.md" else markdown


def routes():
    """Every operation of openapi.json, in groups by what they are about."""
    document = json.loads((ROOT / "docs/openapi.json").read_text())
    schemas = document["components"]["schemas"]
    groups = {}
    for path, operations in document["paths"].items():
        groups.setdefault(path.split("/")[3] if path.count("/") > 2 else "", []).extend((path, method, operation) for method, operation in operations.items())
    text = []
    for group, operations in groups.items():
        text += ["", f"## {group.capitalize()}", ""]
        for path, method, operation in operations:
            text += [f"### {method.upper()} {path} {{#{operation['operationId']}}}", "", operation.get("summary", ""), ""]
            if parameters := operation.get("parameters"):
                text += ["| parameter | in | |", "|---|---|---|"]
                text += [f"| `{each['name']}` | {each['in']} | {kind(each.get('schema', {}))} |" for each in parameters]
                text.append("")
            if body := operation.get("requestBody"):
                text += [f"Body: {contents(body)}", ""]
            answers = [f"{status} {contents(answer)}" for status, answer in operation["responses"].items() if status[0] not in "45"]
            refusals = [status for status in operation["responses"] if status[0] in "45"]
            text += [f"Answers: {'; '.join(answers)}", "", f"[Refusals](api.md#errors): {', '.join(refusals)}"]
            text.append("")
    text += ["", "## Documents", ""]
    for name, schema in sorted(schemas.items()):
        text += [f"### {name} {{#{name.lower()}}}", "", schema.get("description", ""), ""]
        if "enum" in schema:
            text += ["One of " + ", ".join(f"`{value}`" for value in schema["enum"]), ""]
        if properties := schema.get("properties"):
            text += ["| field | | |", "|---|---|---|"]
            text += [f"| `{field}` | {kind(each)} | {' '.join(each.get('description', '').replace('|', chr(92) + '|').split())} |" for field, each in properties.items()]
            text.append("")
    return "\n".join(text)


def contents(message):
    """What a body or an answer holds, and as which media types."""
    media = {}
    for name, content in message.get("content", {}).items():
        media.setdefault(kind(content.get("schema", {})), []).append(f"`{name}`")
    return ", or ".join(f"{what} as {', '.join(names)}" for what, names in media.items()) or "without content"


def kind(schema):
    """A type as one reads it, with a link to a document's fields."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    for choice in ("oneOf", "anyOf", "allOf"):
        if choice in schema:
            return " or ".join(kind(each) for each in schema[choice])
    types = schema.get("type", "")
    types = [types] if isinstance(types, str) else types
    if "integer" in types or "number" in types:
        types = [each for each in types if each != "string"]  # what a large number or an infinite one is written as
    if "array" in types:
        inner = f"list of {kind(schema.get('items', {}))}"
        return inner + (" or null" if "null" in types else "")
    if isinstance(values := schema.get("additionalProperties"), dict):
        return f"object of {kind(values)}"
    return " or ".join(each for each in types if each) or "anything"
