// Runs before the first paint, so that a chosen theme does not flash. In its own file, because the page's policy allows
// no inline script.
try {
  const theme = JSON.parse(localStorage.getItem('reprise.settings') ?? '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked, in which case the theme of the system is used.
}
