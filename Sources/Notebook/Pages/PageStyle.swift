/// The look of a page: light and dark as the reader's system is, on narrow and wide screens and on paper.
enum PageStyle {
  static let css = """
    :root{color-scheme:light dark;--ground:#fff;--ink:#1b1f24;--soft:#59636e;--line:#d1d9e0;\
    --code:#f6f8fa;--link:#0550ae;--key:#a40e26;--num:#0550ae;--str:#0a5c2b;--com:#59636e;\
    --bad:#a40e26;--badground:#fff1f0;--note:#7a4d00;--noteground:#fff8e5}
    @media(prefers-color-scheme:dark){:root{--ground:#0f1317;--ink:#e3e8ee;--soft:#9aa5b1;\
    --line:#343c45;--code:#181d23;--link:#79b8ff;--key:#ff9492;--num:#79b8ff;--str:#7ee2a8;\
    --com:#9aa5b1;--bad:#ffa8a3;--badground:#2d1416;--note:#f0c674;--noteground:#2a2211}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,sans-serif;\
    overflow-wrap:break-word}
    main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
    h1,h2,h3,h4{line-height:1.25;margin:2em 0 .6em}
    h1{font-size:1.9rem;margin-top:.5em}
    h2{font-size:1.35rem;border-bottom:1px solid var(--line);padding-bottom:.25em}
    a{color:var(--link)}
    pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    font-size:.875rem}
    pre{margin:.75rem 0;padding:.75rem 1rem;overflow-x:auto;line-height:1.45;tab-size:8}
    code{overflow-wrap:anywhere}
    pre code{overflow-wrap:normal}
    .code{background:var(--code);border:1px solid var(--line);border-radius:6px}
    .text :not(pre)>code{background:var(--code);border-radius:4px;padding:.1em .3em}
    .text pre{background:var(--code);border-radius:6px}
    .output{border-left:3px solid var(--line);padding:.25rem 1rem}
    .message{border-left:3px solid var(--note);background:var(--noteground);color:var(--note);\
    padding:.4rem 1rem}
    .error{border-left:3px solid var(--bad);background:var(--badground);color:var(--bad);\
    padding:.6rem 1rem}
    .k{color:var(--key)}.n{color:var(--num)}.s{color:var(--str)}.c{color:var(--com);\
    font-style:italic}.x{color:var(--bad);text-decoration:wavy underline}
    figure{margin:1rem 0;text-align:center;overflow-x:auto}
    figure svg{max-width:100%;height:auto}
    figure .grid{stroke:var(--line)}
    figure img,.text img{max-width:100%;height:auto;background:#fff;border-radius:6px}
    blockquote{margin:1rem 0;padding:0 1rem;border-left:3px solid var(--line);color:var(--soft)}
    table{border-collapse:collapse;display:block;max-width:100%;overflow-x:auto}td,th{border:1px solid var(--line);padding:.3em .6em}
    math{font-size:1.08em}
    math[display=block]{margin:.9rem 0;overflow-x:auto;overflow-y:hidden;max-width:100%}
    math .bold{font-weight:bold}math .mono{font-family:ui-monospace,Menlo,monospace}\
    math .sans{font-family:system-ui,sans-serif}
    .bmatrix,.pmatrix,.vmatrix,.Vmatrix,.Bmatrix{padding:.15em .25em;margin:0 .1em}
    .bmatrix{border:.08em solid;clip-path:polygon(0 0,.35em 0,.35em .1em,calc(100% - .35em) .1em,\
    calc(100% - .35em) 0,100% 0,100% 100%,calc(100% - .35em) 100%,calc(100% - .35em) \
    calc(100% - .1em),.35em calc(100% - .1em),.35em 100%,0 100%)}
    .pmatrix,.Bmatrix{border:solid;border-width:0 .08em;border-radius:.9em/50%;padding:.15em .45em}
    .vmatrix{border:solid;border-width:0 .08em}.Vmatrix{border:double;border-width:0 .25em}
    mtable.aligned mtd{padding:.2em 0}mtable.aligned mtd:nth-child(odd){text-align:right;\
    text-align:-webkit-right}mtable.aligned mtd:nth-child(even){text-align:left;\
    text-align:-webkit-left;padding-left:.28em}
    mtable.cases mtd{text-align:left;text-align:-webkit-left}
    footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:.5rem;color:var(--soft);\
    font-size:.85rem}
    @media(max-width:30rem){main{padding:1rem .75rem 3rem}pre{padding:.6rem .7rem}\
    h1{font-size:1.55rem}}
    @media print{:root{color-scheme:light;--ground:#fff;--ink:#000;--soft:#444;--line:#bbb;--code:#fff;--link:#000;\
    --key:#7a0a1c;--num:#04408a;--str:#084a23;--com:#444;--bad:#8a0a1e;--badground:#fff;\
    --note:#5c3a00;--noteground:#fff}main{max-width:none;padding:0}pre{white-space:pre-wrap;\
    overflow-wrap:anywhere;break-inside:avoid-page}figure,math[display=block]{break-inside:avoid}\
    h1,h2,h3{break-after:avoid}}
    """
}
