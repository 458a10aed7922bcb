import { computed, signal } from '@angular/core';
import type { ResumeAfter, ResumeCause, SubmitBody } from '@reprise/contracts';

export const RESUME_CAUSES: readonly ResumeCause[] = ['killed', 'runner_lost', 'node_failed', 'preempted'];

/** Policy for automatic resumes in the form of a new job. */
export class ResumeForm {
  /** Default policy of the pipeline. */
  private readonly usual = signal<ResumeAfter | null>(null);
  /** 0 disables automatic resumes. */
  readonly times = signal(0);
  readonly causes = signal<ReadonlySet<ResumeCause>>(new Set(RESUME_CAUSES));
  readonly error = computed(() => (this.times() > 0 && this.causes().size === 0 ? 'Choose when it is resumed' : null));

  private readonly policy = computed((): ResumeAfter | null => {
    const causes = RESUME_CAUSES.filter((cause) => this.causes().has(cause));
    return this.times() === 0 ? null : { causes, times: this.times() };
  });

  /** The field to send, if it differs from the server's default. */
  readonly value = computed((): Pick<SubmitBody, 'resume_after'> =>
    isSame(this.policy(), this.usual()) ? {} : { resume_after: this.policy() },
  );

  toggle(cause: ResumeCause): void {
    this.causes.update((causes) => {
      const next = new Set(causes);
      if (!next.delete(cause)) next.add(cause);
      return next;
    });
  }

  /** Shows a pipeline's policy, or a different one. */
  fill(usual: ResumeAfter | null, shown: ResumeAfter | null = usual): void {
    this.usual.set(usual);
    this.times.set(shown?.times ?? 0);
    this.causes.set(new Set(shown?.causes ?? RESUME_CAUSES));
  }
}

function isSame(a: ResumeAfter | null, b: ResumeAfter | null): boolean {
  if (!a || !b) return a === b;
  return a.times === b.times && a.causes.toSorted().join() === b.causes.toSorted().join();
}
