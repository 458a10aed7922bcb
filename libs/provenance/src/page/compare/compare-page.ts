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

/** An attempt, with its job and all attempts of it. */
type Side = ComparedAttempt & { readonly job: JobView; readonly attempts: readonly AttemptView[] };
type Read = { readonly a: Side; readonly b: Side };

/** Number of an attempt in the URL. Without one, 0. */
const attemptNumber = (given: unknown): number => numberAttribute(given, 0);

/** Comparison of two attempts, of one job or of two, differences first. */
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
  /** Id of the second job; undefined for two attempts of one job. */
  readonly with = input<string>();
  readonly a = input(0, { transform: attemptNumber });
  readonly b = input(0, { transform: attemptNumber });
  private readonly other = computed(() => (this.with() === this.id() ? undefined : this.with()));
  protected readonly read = resource({
    params: () => ({ id: this.id(), other: this.other(), a: this.a(), b: this.b(), openings: this.live.openings() }),
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
    this.of(({ a, b }) => factsOf(a.attempt, b.attempt, [a.job, b.job], this.nameOfRunner)),
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
  protected readonly title = computed(() =>
    this.of(({ a, b }) => {
      const [one, other] = [a.job.sample_name, b.job.sample_name];
      if (a.job === b.job) return `Two attempts of ${one}`;
      return one === other ? `Two jobs of ${one}` : `${one} and ${other}`;
    }),
  );
  protected readonly shortSum = shortSum;
  protected readonly plural = plural;
  protected readonly look = ({ attempt, job }: Side) => attemptLook(attempt, job);
  protected readonly nameOf = attemptName;

  constructor() {
    inject(PageState).show('Compare attempts');
    this.live.follow(null);
    const again = reloader(this.read);
    this.live.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.kind === 'job' && [this.id(), this.other()].includes(event.job.job_id)) again();
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
    const { a, b } = read;
    const numbers = `${String(a.attempt.attempt)}-${String(b.attempt.attempt)}`;
    const other = a.job === b.job ? '' : `-${b.job.sample_name}`;
    download(`${a.job.sample_name}${other}-attempts-${numbers}.json`, {
      job_id: a.job.job_id,
      sample_name: a.job.sample_name,
      ...(a.job !== b.job && { other_job_id: b.job.job_id, other_sample_name: b.job.sample_name }),
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

  private async load({
    id,
    other,
    a,
    b,
  }: {
    id: string;
    other: string | undefined;
    a: number;
    b: number;
  }): Promise<Read> {
    const one = await this.readJob(id);
    if (other === undefined) return { a: await this.side(one, a || 1), b: await this.side(one, b || 2) };
    const two = await this.readJob(other);
    return {
      a: await this.side(one, a || one.job.attempt),
      b: await this.side(two, b || two.job.attempt),
    };
  }

  private async readJob(id: string) {
    const [job, { items: attempts }] = await Promise.all([this.api.job(id), this.api.attempts(id)]);
    const wasPaused = job.paused !== null || attempts.some(({ paused_ms }) => paused_ms > 0);
    const wasStopped = attempts.some(({ steps }) => steps.some(({ tasks }) => tasks.aborted > 0));
    const history = wasPaused || wasStopped ? await this.api.history(id) : [];
    return { job, attempts, history, frozen: frozenTimes(history, this.clock.now()) };
  }

  private async side(
    { job, attempts, history, frozen }: Awaited<ReturnType<ComparePage['readJob']>>,
    number: number,
  ): Promise<Side> {
    const attempt = attempts.find((each) => each.attempt === number);
    if (!attempt) throw new Error(`${job.sample_name} has no attempt ${String(number)}.`);
    const tasks = await this.api.tasks(job.job_id, number);
    return { job, attempts, attempt, tasks, frozen, stopped: stopTimes(history, attempt) };
  }
}
