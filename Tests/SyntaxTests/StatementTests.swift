import Syntax
import Testing

@Suite("Statements")
struct StatementTests {
  @Test(
    "blocks",
    arguments: [
      Case("if (x) y, end", "(if (paren x) {y} else {})"),
      Case("if x y; end", "(if x {y;} else {})"),
      Case(
        "if (a | b) c = 1; else c = 2; end", "(if (paren (| a b)) {(= [c] 1);} else {(= [c] 2);})"),
      Case("if a\n1\nelseif b\n2\nelse\n3\nendif", "(if a {1} b {2} else {3})"),
      Case("if (x = 3) 1, end", "(if (paren (= [x] 3)) {1} else {})"),
      Case("if 1 disp(1) end", "(if 1 {(disp@ 1)} else {})"),
      Case("for i = 1:3 i, end", "(for i (: 1 3) {i})"),
      Case("for (i = 1:3) i, endfor", "(for i (: 1 3) {i})"),
      Case("for i=[1 2;3 4], i; end", "(for i [1 2 ; 3 4] {i;})"),
      Case("for i = (1:3)' i, end", "(for i (' (paren (: 1 3))) {i})"),
      Case("parfor (i = 1:10, 4) x(i) = 1; endparfor", "(for i (: 1 10) {(= [(x@ i)] 1);})"),
      Case("while true x++; end", "(while true {(- (paren (++ x)) 1);})"),
      Case("while (1) break, endwhile", "(while (paren 1) {break})"),
      Case("do x--; until x < 0", "(do {(+ (paren (-- x)) 1);} (< x 0))"),
      Case(
        "switch x\n % c\n case 1\n a\n case {2, 'b'} % d\n b;\n otherwise\n c\n end",
        "(switch x 1 {a} {2 'b'} {b;} else {c})"),
      Case(
        "switch (s) case 'a' 1; case 'b' 2; endswitch",
        "(switch (paren s) 'a' {1;} 'b' {2;} else {})"),
      Case(
        "try, f(1); catch err\n disp(err.message); end",
        "(try {(f@ 1);} err {(disp@ err.message);})"),
      Case("try\n f\n catch\n g\n end_try_catch", "(try {f} - {g})"),
      Case("try f; catch g; end", "(try {f;} g {})"),
      Case("try, f, catch, g, end", "(try {f} - {g})"),
      Case("try, f, catch disp(1), end", "(try {f} - {(disp@ 1)})"),
      Case("try, f, end", "(try {f} - {})"),
      Case(
        "unwind_protect\n a\n unwind_protect_cleanup\n b\n end_unwind_protect",
        "(unwind {a} {b})"),
      Case("global a b = 3", "(global a b=3)"),
      Case("persistent n = 0;", "(persistent n=0);"),
      Case("a;b,c", "a; b c"),
      Case("(x)", "x"), Case("((x = 3))", "(= [x] 3)"), Case("((x)); (x')", "x; (paren (' x))"),
      Case(";;a;;\n,b", "a; b"),
      Case("if 1, return; end", "(if 1 {return;} else {})"),
      Case("for k = 1:2\n continue\n end % done", "(for k (: 1 2) {continue})"),
      Case("if x, end\n%{\n if y\n%}\nz", "(if x {} else {}) z"),
      Case("# c\n#{\n #{\n a\n #}\n#}\nb", "b"),
      Case("x = 1; % c\ny = 2 # d", "(= [x] 1); (= [y] 2)"),
      Case("%{ not a block\nx", "x"),
      Case("x = 1 %{\ny", "(= [x] 1) y"),
    ])
  func blocks(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "functions",
    arguments: [
      Case("function f\n1\nend", "(function [] f [] {1})"),
      Case("function r = f(x)\nr = x;\nendfunction", "(function [r] f [x] {(= [r] x);})"),
      Case("function [a, b] = f(x, ~, varargin)\nend", "(function [a b] f [x ~ varargin] {})"),
      Case("function [a b] = f\nend", "(function [a b] f [] {})"),
      Case("function f(a, b = 2) b, end", "(function [] f [a b=2] {b})"),
      Case("function f()\n1\nfunction g\n2", "(function [] f [] {1}) (function [] g [] {2})"),
      Case("function f\nend\nf(1)", "(function [] f [] {}) (f@ 1)"),
      Case("1;\nfunction f\nend\nf", "1; (function [] f [] {}) f"),
      Case("function f\nif x\n1\nend\nend\ng", "(function [] f [] {(if x {1} else {})}) g"),
      Case("function ans = kl(r)\nend", "(function [ans] kl [r] {})"),
    ])
  func functions(_ c: Case) { #expect(dump(c.text) == c.expected) }

  @Test(
    "commands",
    arguments: [
      Case("hold on", "(command hold <on>)"),
      Case("hold on;", "(command hold <on>);"),
      Case("format long, x", "(command format <long>) x"),
      Case("clear ; close all; clc", "clear; (command close <all>); clc"),
      Case("clear x y % c", "(command clear <x> <y>)"),
      Case("axis image off", "(command axis <image> <off>)"),
      Case("load x.mat", "(command load <x.mat>)"),
      Case("load 'a b.mat'", "(command load <a b.mat>)"),
      Case("save -text \"f.txt\" x", "(command save <-text> <f.txt> <x>)"),
      Case("cd ..", "(command cd <..>)"),
      Case("ls /tmp", "(command ls </tmp>)"),
      Case("a -1", "(command a <-1>)"),
      Case("a - 1", "(- a 1)"),
      Case("a (1)", "(a@ 1)"),
      Case("a = 1", "(= [a] 1)"),
      Case("a =1", "(= [a] 1)"),
      Case("a +=1", "(+= [a] 1)"),
      Case("a .** b", "(.^ a b)"),
      Case("a == 1", "(== a 1)"),
      Case("a", "a"),
      Case("a ", "a"),
      Case("a % c", "a"),
      Case("a'", "(' a)"),
      Case("a {1}", "(a# 1)"),
      Case("v -1", "(- v 1)"),
      Case("v '", "(' v)"),
      Case("x = 3; x -1", "(= [x] 3); (- x 1)"),
      Case("for i = 1:2, i -1, end", "(for i (: 1 2) {(- i 1)})"),
      Case("function f(a)\na -1\nend\na -1", "(function [] f [a] {(- a 1)}) (command a <-1>)"),
      Case("[p, q] = f(1); p -1", "(= [p q] (f@ 1)); (- p 1)"),
      Case("if (x) hold on; end", "(if (paren x) {(command hold <on>);} else {})"),
      Case("warning off all", "(command warning <off> <all>)"),
      Case("disp hello(1, 2)", "(command disp <hello(1, 2)>)"),
      Case("a ⊙ b", "(.* a b)"),
    ])
  func commands(_ c: Case) { #expect(dump(c.text, variables: ["v"]) == c.expected) }
}
