import { Component, computed, inject, input, linkedSignal, numberAttribute, resource, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router, RouterLink } from '@angular/router';
import type { AttemptView, JobView } from '@reprise/contracts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { dateTime, plural, shortRunner } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { reloader } from '@reprise/web/shared/reading/reloader.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { attemptLook } from '@reprise/web/shared/attempt/attempt-look.ts';
import { attemptName } from '@reprise/web/shared/attempt/mode-text.ts';
import { stopTimes } from '@reprise/web/shared/attempt/stop-times.ts';
import { frozenTimes } from '@reprise/contracts/frozen-times';
import { tookText } from '@reprise/web/shared/attempt/took-text.ts';
import { download } from './download.ts';
import { type Facts, factsOf, inputFacts, nothingDiffersText, outputFacts, shortSum } from './compare-facts.ts';
import { type ComparedAttempt, stepRows } from './compare-steps.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';

const NO_FACTS: Facts = { differing: [], equal: [] };

type Read = { job: JobView; attempts: AttemptView[]; a: ComparedAttempt; b: ComparedAttempt };

/** Comparison of two attempts of a job, differences first. */
@Component({
  selector: 'rp-compare-page',
  imports: [Icon, Button, PageHeading, RouterLink, ErrorNote],
  templateUrl: './compare-page.html',
  styleUrl: './compare-page.css',
})
export class ComparePage {
  private readonly api = inject(Api);
  private readonly clock = inject(Clock);
  private readonly people = inject(People);
  private readonly router = inject(Router);
  private readonly live = inject(Live);
  readonly id = input.required<string>();
  readonly a = input(1, { transform: (given: unknown) => numberAttribute(given, 1) });
  readonly b = input(2, { transform: (given: unknown) => numberAttribute(given, 2) });
  protected readonly read = resource({
    params: () => ({ id: this.id(), a: this.a(), b: this.b(), openings: this.live.openings() }),
    loader: ({ params }) => this.load(params),
  });
  /** The last comparison, kept to avoid flicker. */
  protected readonly shown = linkedSignal<Read | undefined, Read | undefined>({
    source: () => (this.read.hasValue() ? this.read.value() : undefined),
    computation: (read, previous) => read ?? previous?.value,
  });
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly onlyDifferences = signal(false);
  /** Expanded groups of equal lines. */
  protected readonly opened = signal<ReadonlySet<string>>(new Set());
  private readonly nameOfRunner = (id: string) => this.people.runner(id, shortRunner);
  protected readonly facts = computed(() =>
    this.of(({ job, a, b }) => factsOf(a.attempt, b.attempt, job.pipeline, this.nameOfRunner)),
  );
  protected readonly equalParams = computed(() => this.facts()?.equal.filter(({ mono }) => mono).length ?? 0);
  protected readonly steps = computed(() => this.of(({ a, b }) => stepRows(a, b, this.clock.now())) ?? []);
  protected readonly inputs = computed(() => this.of(({ a, b }) => inputFacts(a.attempt, b.attempt)) ?? null);
  protected readonly outputs = computed(() => this.of(({ a, b }) => outputFacts(a.attempt, b.attempt)) ?? null);
  protected readonly files = computed(() => {
    const [inputs, outputs] = [this.inputs(), this.outputs()];
    return [
      ...(inputs ? [{ key: 'inputs', title: 'Inputs', none: 'Neither attempt has inputs.', facts: inputs }] : []),
      {
        key: 'outputs',
        title: 'Outputs',
        facts: outputs ?? NO_FACTS,
        none: outputs ? 'Neither attempt has results.' : 'No results are recorded: neither attempt has succeeded.',
      },
    ];
  });
  protected readonly nothingDiffers = computed(() => nothingDiffersText(this.inputs(), this.outputs()));
  protected readonly stepsShown = computed(() =>
    this.onlyDifferences() ? this.steps().filter(({ differs }) => differs) : this.steps(),
  );
  protected readonly shortSum = shortSum;
  protected readonly plural = plural;
  protected readonly look = (attempt: AttemptView) => attemptLook(attempt, this.shown()?.job ?? null);
  protected readonly nameOf = attemptName;

  constructor() {
    inject(PageState).show('Compare attempts');
    this.live.follow(null);
    const again = reloader(this.read);
    this.live.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.kind === 'job' && event.job.job_id === this.id()) again();
    });
  }

  protected about(attempt: AttemptView): string {
    const words = [dateTime(attempt.requested_at, this.clock.now()), this.people.text(attempt.requested_by)];
    return [...words, tookText(attempt)].filter(Boolean).join(', ');
  }

  protected choose(side: 'a' | 'b', attempt: string): void {
    void this.router.navigate([], { queryParams: { [side]: attempt }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected open(group: string): void {
    this.opened.update((opened) => new Set(opened).add(group));
  }

  protected save(): void {
    const read = this.shown();
    if (!read) return;
    const { job, a, b } = read;
    const name = `${job.sample_name}-attempts-${a.attempt.attempt}-${b.attempt.attempt}.json`;
    download(name, {
      job_id: job.job_id,
      sample_name: job.sample_name,
      a: a.attempt.attempt,
      b: b.attempt.attempt,
      facts: this.facts(),
      steps: this.steps(),
      inputs: this.inputs(),
      outputs: this.outputs(),
    });
  }

  private of<T>(make: (read: Read) => T): T | undefined {
    const read = this.shown();
    return read && make(read);
  }

  private async load({ id, a, b }: { id: string; a: number; b: number }): Promise<Read> {
    const [job, { items: attempts }] = await Promise.all([this.api.job(id), this.api.attempts(id)]);
    const wasPaused = job.paused !== null || attempts.some(({ paused_ms }) => paused_ms > 0);
    const wasStopped = attempts.some(({ steps }) => steps.some(({ tasks }) => tasks.aborted > 0));
    const history = wasPaused || wasStopped ? await this.api.history(id) : [];
    const frozen = frozenTimes(history, this.clock.now());
    const side = async (number: number): Promise<ComparedAttempt> => {
      const attempt = attempts.find((each) => each.attempt === number);
      if (!attempt) throw new Error(`${job.sample_name} has no attempt ${number}.`);
      return { attempt, tasks: await this.api.tasks(id, number), frozen, stopped: stopTimes(history, number) };
    };
    const [left, right] = await Promise.all([side(a), side(b)]);
    return { job, attempts, a: left, b: right };
  }
}
