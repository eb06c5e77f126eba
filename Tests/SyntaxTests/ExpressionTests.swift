import Syntax
import Testing

@Suite("Expressions")
struct ExpressionTests {
  @Test(
    "precedence is Octave's",
    arguments: [
      Case("1+2*3", "(+ 1 (* 2 3))"),
      Case("1-2-3", "(- (- 1 2) 3)"),
      Case("-2^2", "(- (^ 2 2))"),
      Case("2^-1", "(^ 2 (- 1))"),
      Case("2^-3^2", "(^ (^ 2 (- 3)) 2)"),
      Case("2^3'", "(' (^ 2 3))"),
      Case("2^-a(1)", "(^ 2 (- (a@ 1)))"),
      Case("-a'", "(- (' a))"),
      Case("-a'*b", "(* (- (' a)) b)"),
      Case("a' * b'", "(* (' a) (' b))"),
      Case("!x == y", "(== (! x) y)"),
      Case("~x'", "(! (' x))"),
      Case("!a^b", "(! (^ a b))"),
      Case("1:3 + 1", "(: 1 (+ 3 1))"),
      Case("y(t) == 1:n", "(== (y@ t) (: 1 n))"),
      Case("1:2:10", "(: 1 2 10)"),
      Case("a | b & c", "(| a (& b c))"),
      Case("a || b && c", "(|| a (&& b c))"),
      Case("a & b == c", "(& a (== b c))"),
      Case("a && b | c", "(&& a (| b c))"),
      Case("a < b != c", "(!= (< a b) c)"),
      Case("a ~= b", "(!= a b)"),
      Case("a.^b.*c", "(.* (.^ a b) c)"),
      Case("a ** b .** c", "(.^ (^ a b) c)"),
      Case("a .- b .+ c", "(+ (- a b) c)"),
      Case("a \\ b .\\ c", "(.\\ (\\ a b) c)"),
      Case("a'''", "(' (' (' a)))"),
      Case("a.'", "(' a)"),
      Case("a'(1)", "((' a)@ 1)"),
      Case("a'.^2", "(.^ (' a) 2)"),
      Case("2^a'(1)", "((' (^ 2 a))@ 1)"),
      Case("- - a", "(- (- a))"),
      Case("1 - - 1", "(- 1 (- 1))"),
      Case("+a", "(+ a)"),
      Case("++3", "(+ (+ 3))"),
      Case("d ⊙ a ⊙ (1 - a)", "(.* (.* d a) (paren (- 1 a)))"),
      Case("Θ1ᵀ * δ3", "(* (' Θ1) δ3)"),
      Case("1:3'", "(: 1 (' 3))"),
      Case("x = y = 3", "(= [x] (= [y] 3))"),
      Case("a.b(3).c{2}.(d)", "((a.b@ 3).c# 2).(d)"),
      Case("eye(L)(y,:)", "((eye@ L)@ y :)"),
      Case("(a * b)(:, 2:end)", "((paren (* a b))@ : (: 2 end))"),
      Case("x(end+1)", "(x@ (+ end 1))"),
      Case("x(end')", "(x@ (' end))"),
      Case("x{end -1}", "(x# (- end 1))"),
      Case("x(:)'", "(' (x@ :))"),
      Case("c{:}", "(c# :)"),
      Case("f()", "(f@)"),
      Case("s.end", "s.end"),
      Case("s.(\"a b\")", "s.(\"a b\")"),
      Case("train(net, X, rate=0.1)", "(train@ net X (= [rate] 0.1))"),
      Case("x++", "(- (paren (++ x)) 1)"),
      Case("x--;", "(+ (paren (-- x)) 1);"),
      Case("++x", "(paren (++ x))"),
      Case("y = x++", "(= [y] (- (paren (++ x)) 1))"),
      Case("y = ++x", "(= [y] (++ x))"),
      Case("x += 2", "(+= [x] 2)"),
      Case("x(1).b ^= 2", "(^= [(x@ 1).b] 2)"),
      Case("a |= b; c &= d", "(|= [a] b); (&= [c] d)"),
      Case("a .*= b; c ./= d", "(.*= [a] b); (./= [c] d)"),
      Case("a .^= 2", "(.^= [a] 2)"),
      Case("a(1)/=2", "(/= [(a@ 1)] 2)"),
      Case("(1 + ...comment\n 2)", "(paren (+ 1 2))"),
      Case("(1 +\n 2)", "(paren (+ 1 2))"),
      Case("f(1, % one\n 2)", "(f@ 1 2)"),
      Case("3 \\\n + 4", "(+ 3 4)"),
    ])
  func precedence(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "functions as values",
    arguments: [
      Case("@sin", "@sin"),
      Case("f = @(x) x.^2 + 1", "(= [f] (fn [x] (+ (.^ x 2) 1)))"),
      Case("@() 'a'", "(fn [] 'a')"),
      Case("@(x, ~, varargin) x'", "(fn [x ~ varargin] (' x))"),
      Case("@(x) @(y) x+y", "(fn [x] (fn [y] (+ x y)))"),
      Case("@(a = 3) a", "(fn [a=3] a)"),
      Case("{@(x) x +1, 3}", "{(fn [x] (+ x 1)) 3}"),
      Case("[f, @(x) x']", "[f (fn [x] (' x))]"),
      Case("{@sin @cos}", "{@sin @cos}"),
      Case("cellfun(@(x) x(end), c)", "(cellfun@ (fn [x] (x@ end)) c)"),
    ])
  func handles(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "numbers",
    arguments: [
      Case("1e3", "1000"), Case("1E+3", "1000"), Case("1d3", "1000"), Case("2.5D-1", "0.25"),
      Case(".5", "0.5"), Case("1.", "1"), Case("1.e2", "100"), Case("1_000", "1000"),
      Case("1./x", "(./ 1 x)"), Case("1.*x", "(.* 1 x)"), Case("1.'", "(' 1)"),
      Case("3..^2", "(.^ 3 2)"), Case("1.5.*x", "(.* 1.5 x)"), Case("1.+2", "(+ 1 2)"),
      Case("0x1F", "(uint8@ 31)"), Case("0b101", "(uint8@ 5)"), Case("0xFFFF", "(uint16@ 65535)"),
      Case("0x1Fs16", "(int16@ 31)"), Case("1...\n+2", "(+ 1 2)"),
      Case("3i", " !parse error: complex numbers are out of scope"),
      Case("2.5e1J", " !parse error: complex numbers are out of scope"),
    ])
  func numbers(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "strings",
    arguments: [
      Case("x = 'it''s'", "(= [x] 'it's')"),
      Case("x = \"a\"\"b\"", "(= [x] \"a\"b\")"),
      Case(#"x = "\x41\102\n""#, "(= [x] \"AB\n\")"),
      Case(#"x = "\q""#, "(= [x] \"q\")"),
      Case(#"x = 'a\n'"#, #"(= [x] 'a\n')"#),
      Case("x = '% no comment'", "(= [x] '% no comment')"),
      Case("x = a'", "(= [x] (' a))"),
      Case("x = 'abc", "(= [x] 'abc') !parse error: unterminated character string constant"),
      Case("disp('a'), y = 'b'", "(disp@ 'a') (= [y] 'b')"),
    ])
  func strings(_ c: Case) { #expect(dump(c.text) == c.expected) }
}
