// Sets the chosen color scheme before the first paint, so that a dark page doesn't flash white.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('splitcart.color-scheme');
  } catch {
    // Storage may be blocked; fall back to the system setting.
  }
  const scheme =
    chosen === 'light' || chosen === 'dark'
      ? chosen
      : matchMedia('(prefers-color-scheme: dark)').matches
        ? 'dark'
        : 'light';
  document.documentElement.setAttribute('data-mantine-color-scheme', scheme);
})();
