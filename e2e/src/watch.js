// Runs before every page's own scripts: says in the console what the page's policy refused.
addEventListener("securitypolicyviolation", (event) => {
  const { effectiveDirective, blockedURI, sample, sourceFile, lineNumber } = event;
  console.error("e2e-csp " + JSON.stringify({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }));
});
