/** The look of the stand-in's own pages, light or dark as the browser likes. */
export const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; unicode-bidi: isolate; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; }
form { display: inline-block; margin: 0 .3rem .3rem 0; }
button { font: inherit; padding: .3rem .8rem; border: 1px solid; border-radius: .3rem; background: none; color: inherit; }
button[aria-pressed=true] { outline: 2px solid; }
code, dd { overflow-wrap: anywhere; }
img { float: right; margin: 0 0 1rem 1rem; border-radius: 4px; }
`;
