const DEADLINE_MS = 15_000;
const LOOK_EVERY_MS = 25;

/** What `look` gives as soon as that is not null. @throws Error naming what was waited for, after 15 s */
export async function waitUntil<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== null) return seen;
    if (Date.now() > deadline) throw new Error(`In vain until: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
