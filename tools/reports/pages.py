"""The pages for people: the HTML report in a browser, the tutorial done as it stands."""
from common import load, table


def section_pages():
    html, tutorial = load("html"), load("tutorial")
    print("## Pages for people\n")
    if html is None:
        print("Not opened in a browser yet: `make html-test`.\n")
    else:
        print(f"`make html-test`: {html['browser']}, {html['checks']} checks, {html['failed']} failed; windows of "
              + ", ".join(f"{width}" for width in html["widths"]) + " pixels, light and dark.\n")
        table(["report", "cases", "octets", "failures drawn"],
              [[page["name"], page["cases"], page["octets"], page["drawn"]] for page in html["pages"]])
    if tutorial is None:
        print("The tutorial has not been done yet: `make tutorial-test`.\n")
    else:
        print(f"`make tutorial-test`: {tutorial['commands']} commands, {tutorial['changes']} changes to the toy, "
              f"{tutorial['checks']} checks, {tutorial['failed']} failed.\n")
