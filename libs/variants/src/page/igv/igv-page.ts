import {
  Component,
  computed,
  CSP_NONCE,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  resource,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import type { AttemptView, JobView } from '@reprise/contracts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { shortId } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { notCompletedText } from '../not-completed-text.ts';
import { GenomeBrowser } from './genome-browser.ts';
import {
  type AttemptReference,
  comparedIn,
  comparedText,
  referenceOf,
  regionTracks,
  sampleTracks,
  type Shown,
  type Track,
  withOwnNames,
} from './tracks.ts';

/** Maximum number of other jobs offered for comparison. */
const MOST_OFFERED = 20;

/** Genome browser for the results of a job and of other jobs: igv.js, which only reads files from this server. */
@Component({
  selector: 'rp-igv-page',
  imports: [Icon, Button, MatMenu, MatMenuContent, MatMenuItem, MatMenuTrigger, PageHeading, RouterLink],
  templateUrl: './igv-page.html',
  styleUrl: './igv-page.css',
})
export class IgvPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly place = viewChild.required<ElementRef<HTMLElement>>('place');
  readonly id = input.required<string>();
  /** Initial locus: `20:4680180-4680500`, or a gene name. */
  readonly locus = input<string>();
  /** Other attempts, in the format that `comparedIn` reads. */
  readonly with = input('', { transform: (given: string | undefined) => given ?? '' });
  protected readonly compared = computed(() => comparedIn(this.with()));
  protected readonly job = resource({ params: () => this.id(), loader: ({ params }) => this.api.job(params) });
  private readonly own = resource({
    params: () => (this.job.hasValue() ? this.job.value() : undefined),
    loader: ({ params }) => this.shownOf({ jobId: params.job_id, attempt: null }),
  });
  private readonly others = resource({
    params: () => this.with(),
    loader: ({ params }) => Promise.all(comparedIn(params).map((each) => this.shownOf(each))),
  });
  protected readonly offered = resource({
    params: () => (this.job.hasValue() ? this.job.value() : undefined),
    loader: ({ params }) => this.offersFor(params),
  });
  protected readonly problem = computed(() => {
    const error = this.job.error() ?? this.own.error() ?? this.others.error();
    if (error) return error.message;
    const early = this.job.hasValue() ? notCompletedText(this.job.value(), 'its reads and variants are shown') : '';
    if (early) return early;
    return (this.own.hasValue() ? referenceOf(this.own.value()).missing : null) ?? this.failed();
  });
  /** The job's own attempt, then the others. */
  private readonly shown = computed(() =>
    this.own.hasValue() && this.others.hasValue() ? withOwnNames([this.own.value(), ...this.others.value()]) : [],
  );
  protected readonly shownOthers = computed(() => this.shown().slice(1));
  /** Whether igv.js has finished drawing. */
  protected readonly ready = signal(false);
  private readonly failed = signal<string | null>(null);
  /** Locus in the address, or text of the latest search, that was not found. */
  private readonly unknown = signal<string | null>(null);
  /** Sentences about parts of the URL that the browser cannot show. */
  protected readonly notes = computed(() => {
    const place = this.unknown();
    const empty = this.shownOthers().filter((other) => sampleTracks(other).length === 0);
    return [
      ...(place === null ? [] : [`“${place}” is neither a region of this reference nor a gene of this job.`]),
      ...empty.map(({ name, page }) => page.away ?? `${name} has no reads or variants with an index to show.`),
    ];
  });
  /** The displayed locus becomes part of the address, so that it can be shared. */
  private readonly genome = new GenomeBrowser(
    inject(CSP_NONCE, { optional: true }),
    (locus) => {
      this.unknown.set(null);
      if (locus !== this.locus()) this.navigate({ locus });
    },
    (text, isFound) => this.unknown.set(isFound ? null : text),
  );

  constructor() {
    inject(Live).follow(null);
    const page = inject(PageState);
    effect(() => page.show(this.job.hasValue() ? `${this.job.value().sample_name} in IGV` : 'IGV'));
    effect(() => {
      const [own, ...others] = this.shown();
      if (own) untracked(() => void this.open(own, others));
    });
    inject(DestroyRef).onDestroy(() => this.genome.close());
  }

  /** Display name of a job. It contains the beginning of the id if another job has the same sample. */
  protected nameOf({ job_id, sample_name }: JobView): string {
    const own = this.job.hasValue() ? [this.job.value()] : [];
    const all = [...own, ...(this.offered.hasValue() ? this.offered.value().jobs : [])];
    const isShared = all.some((other) => other.sample_name === sample_name && other.job_id !== job_id);
    return isShared ? `${sample_name} (job ${shortId(job_id)})` : sample_name;
  }

  protected compare(other: AttemptReference): void {
    this.navigate({ with: comparedText([...this.compared(), other]) });
  }

  protected remove(at: number): void {
    this.navigate({ with: comparedText(this.compared().filter((_, index) => index !== at)) });
  }

  private navigate(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private async shownOf({ jobId, attempt }: AttemptReference): Promise<Shown> {
    const job = await this.api.job(jobId);
    const number = attempt ?? job.attempt;
    const page = await this.api.files(jobId, number);
    return {
      jobId,
      attempt: number,
      name: attempt === null ? job.sample_name : `${job.sample_name} (${number})`,
      page,
    };
  }

  private async offersFor(job: JobView): Promise<{ jobs: JobView[]; attempts: AttemptView[] }> {
    const [jobs, attempts] = await Promise.all([
      this.api.jobs({ status: 'completed', pipeline: job.pipeline, limit: MOST_OFFERED + 1 }),
      this.api.attempts(job.job_id),
    ]);
    return {
      jobs: jobs.items.filter(({ job_id }) => job_id !== job.job_id).slice(0, MOST_OFFERED),
      attempts: attempts.items.filter(({ attempt, status }) => status === 'succeeded' && attempt !== job.attempt),
    };
  }

  private async open(own: Shown, others: readonly Shown[]): Promise<void> {
    this.ready.set(false);
    this.failed.set(null);
    this.unknown.set(null);
    const found = referenceOf(own);
    if (found.missing !== null) return;
    const samples = [own, ...others].flatMap(sampleTracks);
    const ofType = (type: Track['type']) => samples.filter((track) => track.type === type);
    const tracks = [...regionTracks(own), ...ofType('variant'), ...ofType('alignment')];
    try {
      const locus = this.locus();
      const isFound = await this.genome.open(this.place().nativeElement, {
        reference: found.reference,
        tracks,
        locus,
      });
      this.unknown.set(isFound ? null : (locus ?? null));
      this.ready.set(true);
    } catch (error) {
      this.failed.set(error instanceof Error ? error.message : String(error));
    }
  }
}
