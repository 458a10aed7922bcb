interface Phase {
  readonly phase: string;
}

/** Returns a listener that prints a line when a phase begins, and after that at most one per second. */
export function progressPrinter<P extends Phase>(lineOf: (progress: P) => string): (progress: P) => void {
  let printed = { phase: '', at: 0 };
  return (progress) => {
    const { phase } = progress;
    if (phase === printed.phase && performance.now() < printed.at + 1000) return;
    printed = { phase, at: performance.now() };
    console.log(`${phase}: ${lineOf(progress)}`);
  };
}
