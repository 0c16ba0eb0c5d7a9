"""The hand-written pages in every language: `page.md` is the first one's, `page.en.md` English.

Where there is no translation, the page of the first language stands in the others too. A picture or
another file beside the pages is there once, for all languages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.site.languages import Translation
from generator.text import LANGUAGES

_TRANSLATED = re.compile(rf"(?P<stem>.+)\.(?P<language>{'|'.join(LANGUAGES)})(?P<ending>\.\w+)")

_LEFT_OUT = (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handwritten:
    """One page in one language: `around` is the site it stands in, `speaks` its own language.

    `path` is that of the finished page, the same in all languages.
    """

    around: Translation
    speaks: Translation
    path: str
    file: File

    @property
    def is_translated(self) -> bool:
        """Whether it speaks as the site around it does."""
        return self.speaks is self.around


def spread(
    files: Files, config: MkDocsConfig, everywhere: Sequence[Translation]
) -> Mapping[str, Handwritten]:
    """Gives `files` the pages of every language; by source path, what each of them is.

    Raises UsageError where a translation has no page, or a page lies in a language's folder.
    """
    first, *others = everywhere
    given = files.documentation_pages()
    translated = {(m["stem"] + m["ending"], m["language"]): f for f, m in _translated(given)}
    pages = [f for f in given if f not in translated.values()]
    _refuse(_faults(pages, translated, first, others))
    for file in translated.values():
        files.remove(file)
    found = {f.src_uri: _page(f, first, first, f) for f in pages}
    for around in others:
        _share(files, config, around.folder)
        for page in pages:
            origin = translated.get((page.src_uri, around.language))
            speaks = around if origin else first
            file = _in_folder(around.folder, page, origin or page, config)
            files.append(file)
            found[file.src_uri] = _page(page, around, speaks, file)
    return found


def _page(page: File, around: Translation, speaks: Translation, file: File) -> Handwritten:
    return Handwritten(around=around, speaks=speaks, path=page.dest_uri, file=file)


def _translated(given: Iterable[File]) -> Iterable[tuple[File, re.Match[str]]]:
    return [(f, match) for f in given if (match := _TRANSLATED.fullmatch(f.src_uri))]


def _in_folder(folder: str, page: File, origin: File, config: MkDocsConfig) -> File:
    """What `origin` holds, at the place of `page` below `folder`."""
    return File.generated(
        config,
        f"{folder}/{page.src_uri}",
        content=origin.content_bytes,
        inclusion=InclusionLevel.NOT_IN_NAV,  # the menu follows the pages of the first language
    )


def _share(files: Files, config: MkDocsConfig, folder: str) -> None:
    """Lets pages in `folder` name the files beside the pages as they would at the root."""
    for file in list(files):
        is_beside = file.src_dir == config.docs_dir and not file.is_documentation_page()
        if is_beside and file.inclusion not in _LEFT_OUT:
            shared = File.generated(
                config,
                f"{folder}/{file.src_uri}",
                abs_src_path=str(file.abs_src_path),
                inclusion=file.inclusion,
            )
            shared.dest_uri = file.dest_uri
            files.append(shared)


def _faults(
    pages: Sequence[File],
    translated: Mapping[tuple[str, str], File],
    first: Translation,
    others: Sequence[Translation],
) -> Iterable[Finding]:
    known = {page.src_uri for page in pages}
    for (original, language), file in translated.items():
        if original not in known:
            yield _fault("translation-without-page", file, page=f"docs/{original}")
        elif language == first.language:
            yield _fault("page-written-twice", file, page=f"docs/{original}")
    for page in pages:
        folder, _, rest = page.src_uri.partition("/")
        if rest and folder in {other.folder for other in others}:
            stem, _, ending = rest.rpartition(".")
            yield _fault("page-in-language-folder", page, name=f"docs/{stem}.{folder}.{ending}")


def _fault(rule: str, file: File, **arguments: object) -> Finding:
    location = Location(file=f"docs/{file.src_uri}")
    return Finding(rule=rule, severity=Severity.ERROR, location=location, arguments=arguments)


def _refuse(faults: Iterable[Finding]) -> None:
    if found := list(faults):
        raise UsageError(found)
