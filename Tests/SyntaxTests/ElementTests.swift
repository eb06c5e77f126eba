import Syntax
import Testing

@Suite("Matrices and cells")
struct ElementTests {
  @Test(
    "blanks between elements",
    arguments: [
      Case("[1 -2]", "[1 (- 2)]"),
      Case("[1 - 2]", "[(- 1 2)]"),
      Case("[a -b]", "[a (- b)]"),
      Case("[a - b]", "[(- a b)]"),
      Case("[a-b]", "[(- a b)]"),
      Case("[a- b]", "[(- a b)]"),
      Case("[1 , -2]", "[1 (- 2)]"),
      Case("[a' b']", "[(' a) (' b)]"),
      Case("[x' y' 'z']", "[(' x) (' y) 'z']"),
      Case("[a ']']", "[a ']']"),
      Case("['a' 'b']", "['a' 'b']"),
      Case("['a''b']", "['a'b']"),
      Case("[f (1)]", "[f (paren 1)]"),
      Case("[f(1)]", "[(f@ 1)]"),
      Case("[f(1) (2)]", "[(f@ 1) (paren 2)]"),
      Case("{a {1}}", "{a {1}}"),
      Case("{a{1}}", "{(a# 1)}"),
      Case("[f( 1 -2 )]", "[(f@ (- 1 2))]"),
      Case("[c{1 -1} 2]", "[(c# (- 1 1)) 2]"),
      Case("[1 !2]", "[1 (! 2)]"),
      Case("[1 != 2]", "[(!= 1 2)]"),
      Case("[1 !=2]", "[(!= 1 2)]"),
      Case("[a ~= b]", "[(!= a b)]"),
      Case("[1 :3]", "[(: 1 3)]"),
      Case("[1 .5]", "[1 0.5]"),
      Case("[x .*y]", "[(.* x y)]"),
      Case("[a *b]", "[(* a b)]"),
      Case("[a ==b]", "[(== a b)]"),
      Case("[s.a s.b(1)]", "[s.a (s.b@ 1)]"),
      Case("[1 --2]", "[1 (- (- 2))]"),
      Case("[a ++b]", "[a (++ b)]"),
      Case("[(1) (2)]", "[(paren 1) (paren 2)]"),
      Case("[@f 1]", "[@f 1]"),
      Case("[a.' b.']", "[(' a) (' b)]"),
      Case("[2 ^ -1]", "[(^ 2 (- 1))]"),
      Case("[ones(m, 1) X]", "[(ones@ m 1) X]"),
      Case("[zeros(size(T,1), 1) T(:, 2:end)]", "[(zeros@ (size@ T 1) 1) (T@ : (: 2 end))]"),
    ])
  func blanks(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "rows",
    arguments: [
      Case("[]", "[]"), Case("{}", "{}"), Case("[ ]", "[]"), Case("[;]", "[]"),
      Case("[1;2]", "[1 ; 2]"), Case("[1;2;]", "[1 ; 2]"), Case("[1,2,]", "[1 2]"),
      Case("[1 2\n3 4]", "[1 2 ; 3 4]"),
      Case("[1 2 % c\n\n3 4 # d\n]", "[1 2 ; 3 4]"),
      Case("[\n1 2;\n3 4;\n]", "[1 2 ; 3 4]"),
      Case("[1, 2 ...\n 3]", "[1 2 3]"),
      Case("[1, 2, ... c\n 3]", "[1 2 3]"),
      Case("[1,\n2]", "[1 ; 2]"),
      Case("['a' ...\n 'b']", "['a' 'b']"),
      Case("{1, 'a'\n %{\n skip\n %}\n 2, 'b'}", "{1 'a' ; 2 'b'}"),
      Case("[f(1,\n2) 3]", "[(f@ 1 2) 3]"),
      Case("[\r\n1 2\r\n3 4\r\n]", "[1 2 ; 3 4]"),
    ])
  func rows(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "lists of outputs",
    arguments: [
      Case("[a, ~] = f(1)", "(= [a ~] (f@ 1))"),
      Case("[~, i] = max(x)", "(= [~ i] (max@ x))"),
      Case("[a b] = f();", "(= [a b] (f@));"),
      Case("[f1 df1] = eval(s);", "(= [f1 df1] (eval@ s));"),
      Case("[s.a, c{2}] = deal(1, 2)", "(= [s.a (c# 2)] (deal@ 1 2))"),
      Case("[x] = 3", "(= [x] 3)"),
      Case("A(2, :) = []", "(= [(A@ 2 :)] [])"),
      Case("[!, i] = f", "(= [~ i] f)"),
      Case("[~, 1]", " !parse error: '~' without a value"),
      Case("[[~, 1], 2]", " !parse error: '~' without a value"),
      Case("[1 2] = 3", " !parse error: invalid constant left hand side of assignment"),
      Case("[a, b] += 3", " !parse error: '+=' takes one target"),
      Case("f() = 3", "(= [(f@)] 3)"),
      Case("(x) = 3", " !parse error: invalid left hand side of assignment"),
    ])
  func outputs(_ c: Case) { #expect(dump(c.text) == c.expected) }
}
