// How htmx behaves here. It reads its settings when the page is ready, which is after modules have run.

Object.assign(window.htmx?.config ?? {}, {
  includeIndicatorStyles: false,
  allowEval: false,
  historyCacheSize: 0,
  scrollIntoViewOnBoost: false,
  timeout: 20_000,
  // The first that fits. An answer of 409, 412 or 422 shows what is wrong; other errors are told by failures.js.
  responseHandling: [{ code: "204" }, { code: "[23]..|4(09|12|22)", swap: true }, { code: "[45]..", error: true }],
});
