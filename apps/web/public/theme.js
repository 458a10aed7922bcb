// Before the first paint, so that a chosen theme does not flash. Not inline: the page's policy allows no inline script.
try {
  const theme = JSON.parse(localStorage.getItem('reprise.settings') ?? '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be blocked; the system's theme then holds.
}
