import type { Executor } from './executor.ts';

/** Executor that cannot be queried. Its tasks are unknown, which never means that there are none. */
export function unasked(name: string, label = name, why = `Reprise cannot ask ${label} for its tasks`): Executor {
  const names = { name, label, noun: 'job', isAsked: false };
  const asked = () => Promise.resolve({ name, message: why, left: null });
  return {
    ...names,
    isPausable: false,
    list: () => Promise.resolve({ unknown: why }),
    end: () =>
      Promise.resolve({
        ...names,
        ended: [],
        ended_count: 0,
        left: { unknown: why },
        asked_at: new Date().toISOString(),
        proven_at: null,
      }),
    hold: asked,
    suspend: asked,
    resume: asked,
  };
}
