// Runs before the first paint, so that the page does not flash in the wrong theme. It is a separate file because the
// page's policy allows no inline scripts.
try {
  const theme = JSON.parse(localStorage.getItem('reprise.settings') ?? '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's theme is used then.
}
