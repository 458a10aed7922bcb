import { computed, inject, type Signal } from '@angular/core';
import { about, plural } from '../../shared/format.ts';
import { Health } from '../../shared/health/health.ts';
import { QueueLines } from '../../shared/reading/queue-lines.ts';
import { freeSlots } from './expected/free-slots.ts';
import type { JobForm } from './form/job-form.ts';

/** Text about when a job would start, its number of steps, and the free slots. */
export interface StartFacts {
  readonly starts: string;
  readonly steps: string;
  readonly slots: string;
}

/** Observes when the job in a form would start. Must be called in an injection context. */
export function startFacts(form: JobForm): Signal<StartFacts> {
  const health = inject(Health);
  const lines = inject(QueueLines);
  lines.watch();

  /** When its queue is expected to start it; null if unknown, or if the priority is not the default. */
  const startOfQueue = computed(() => {
    const queue = lines.queues()?.find(({ name }) => name === form.queue.name());
    if (queue?.paused) return `when queue “${queue.name}” is resumed`;
    if (queue?.limit === 0) return `when the limit of queue “${queue.name}” is raised from 0`;
    const wait = queue?.expected_wait_ms ?? null;
    const isFull = !!queue && queue.limit !== null && queue.running.length >= queue.limit;
    if (wait === null && isFull) return `when a job of its queue has ended`;
    if (wait === null || form.queue.value().priority) return null;
    return wait === 0 ? 'at once' : `in ${about(wait)}`;
  });

  return computed(() => {
    const alive = health.runners()?.filter((runner) => runner.alive) ?? [];
    const slots = freeSlots(alive);
    const free = slots ?? 0;
    const waiting = health.summary()?.pending ?? 0;
    const starts =
      slots === null
        ? alive.length > 0
          ? 'when a runner takes jobs again'
          : 'when a runner is there'
        : (startOfQueue() ??
          (free > waiting ? 'at once' : waiting ? `after ${plural(waiting, 'waiting job')}` : 'when a slot is free'));
    const steps = form.pipeline()?.steps.length ?? 0;
    return { starts, steps: steps ? String(steps) : 'as the pipeline has them', slots: `${String(free)} free` };
  });
}
