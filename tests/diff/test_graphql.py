"""Changes of GraphQL schemas: each kind once, among them those that graphql-core does not see."""

import pytest

from tests.diff.snapshots import of_schema

QUERY = "type Query { a(x: In, y: Int! = 1, e: E): A u: U i: Int }\n"
TYPES = """
input In { p: Int q: Int! = 1 }
enum E { ONE TWO }
enum F { ONE TWO }
type A implements N { id: ID f: F old: String @deprecated(reason: "Bruk id. Fjernes 2027-04-01.") }
interface N { id: ID }
type B { b: Int }
union U = A | B
scalar S @specifiedBy(url: "https://a.example/1")
directive @d(x: Int) repeatable on FIELD | FIELD_DEFINITION
"""
OLD = QUERY + TYPES

CASES = """
field removed
- b: Int
+ c: String
  breaking part-removed B.b
  compatible part-added B.c

argument default changed
- y: Int! = 1
+ y: Int! = 2
  dangerous default-changed Query.a(y:)

argument must be given now
- y: Int! = 1
+ y: Int!
  breaking became-required Query.a(y:)

input field must be given now
- q: Int! = 1
+ q: Int!
  breaking became-required In.q

input field default changed
- q: Int! = 1
+ q: Int! = 2
  dangerous default-changed In.q

required argument
- u: U
+ u(k: Int!): U
  breaking required-part-added Query.u(k:)

optional argument
- u: U
+ u(k: Int): U
  dangerous part-added Query.u(k:)

required input field
- p: Int
+ p: Int r: Int!
  breaking required-part-added In.r

optional input field
- p: Int
+ p: Int r: Int
  dangerous part-added In.r

one of
- input In { p: Int q: Int! = 1 }
+ input In @oneOf { p: Int q: Int }
  breaking one-of-added In
  compatible became-nullable In.q
  dangerous default-removed In.q

value of an input enum removed
- enum E { ONE TWO }
+ enum E { ONE }
  breaking part-removed E.TWO

value of an input enum added
- enum E { ONE TWO }
+ enum E { ONE TWO TRE }
  compatible part-added E.TRE

value of an output enum removed
- enum F { ONE TWO }
+ enum F { ONE }
  compatible part-removed F.TWO

value of an output enum added
- enum F { ONE TWO }
+ enum F { ONE TWO TRE }
  dangerous part-added F.TRE

answer may be null no more
- i: Int
+ i: Int!
  compatible became-not-nullable Query.i

other type
- i: Int
+ i: String
  breaking type-changed Query.i

list
- i: Int
+ i: [Int]
  breaking type-changed Query.i

union member removed
- union U = A | B
+ union U = A
  breaking union-member-removed U

interface removed
- type A implements N {
+ type A {
  breaking interface-removed A

scalar specified elsewhere
- a.example/1
+ a.example/2
  compatible specification-changed S

directive location removed
- on FIELD | FIELD_DEFINITION
+ on FIELD
  breaking directive-location-removed @d

directive not repeatable
-  repeatable on
+  on
  breaking directive-not-repeatable @d

directive argument required
- @d(x: Int)
+ @d(x: Int!)
  breaking became-required @d(x:)

undeprecated
-  @deprecated(reason: "Bruk id. Fjernes 2027-04-01.")
+
  compatible undeprecated A.old

moved to an earlier day
- 2027-04-01
+ 2026-12-31
  compatible removal-date-moved-earlier A.old

moved to a later day
- 2027-04-01
+ 2028-04-01
  compatible removal-date-moved-later A.old

likely renamed
- b: Int
+ bx: Int
  breaking part-removed B.b
  compatible part-added B.bx
"""
"""Of each: its name, what stands in OLD, what in its place, and what is found."""


@pytest.mark.parametrize("case", CASES.strip().split("\n\n"), ids=lambda case: case.split("\n")[0])
def test_a_change(case: str) -> None:
    _, before, after, *expected = case.splitlines()
    old, new = before.removeprefix("- "), after.removeprefix("+").removeprefix(" ")
    assert OLD.count(old) == 1, old
    found = of_schema(OLD, OLD.replace(old, new))
    assert sorted(map(" ".join, found)) == sorted(line.strip() for line in expected)


def test_the_mutations_vanish_though_their_type_stays() -> None:
    types = "type Query { a: Int m: Mutation }\ntype Mutation { b: Int }\n"
    named = "schema { query: Query mutation: Mutation }\n"
    assert of_schema(named + types, "schema { query: Query }\n" + types) == [
        ("breaking", "entry-removed", "Mutation.b")
    ]


def test_what_no_operation_reaches_breaks_nobody() -> None:
    old = "type Query { a: Int }\ntype Alone { b: Int }\n"
    assert of_schema(old, "type Query { a: Int }\n") == [("compatible", "part-removed", "Alone")]


def test_a_type_that_goes_with_its_only_field_is_one_change() -> None:
    old = "type Query { a: Int b: B }\ntype B { c: C }\ntype C { d: Int }\n"
    assert of_schema(old, "type Query { a: Int }\n") == [("breaking", "part-removed", "Query.b")]


def test_a_type_under_a_new_name() -> None:
    old = "type Query { a: Person }\ntype Person { navn: String alder: Int }\n"
    assert ("breaking", "part-renamed-likely", "Person") in of_schema(
        old, old.replace("Person", "Menneske")
    )


MARKED = 'type Query { "{}[Kontrakt](https://x.example/#kontrakt-for-apier-{})." a: Int b: Int }\n'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("med-status-eksperimentelt", "i-beta", [("compatible", "status-strengthened", "Query.a")]),
        ("i-beta", "med-status-eksperimentelt", [("breaking", "status-weakened", "Query.a")]),
    ],
)
def test_a_contract_in_the_description(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    before, after = (MARKED.replace("{}", "", 1).replace("{}", end) for end in (old, new))
    assert of_schema(before, after) == expected
