import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { VariantDetail, VariantPage, VariantView } from '../../contract/index.ts';
import { Subject } from 'rxjs';
import { Api } from '@reprise/web/core/api/api.ts';
import { Live, type LiveEvent } from '@reprise/web/core/live/live.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { aJob, aSession } from '@reprise/web/testing/views.ts';
import { VariantApi } from '../variant-api.ts';

/** Resolves when a response or an input is rendered and follow-up requests are sent. */
export async function drawn(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await settled();
    TestBed.tick();
  }
}

/** A variant at a position on chromosome 20, named after its gene. */
export const aVariant = (pos: number, part: Partial<VariantView> = {}): VariantView => ({
  variant: `20-${pos}-G-A`,
  chrom: '20',
  pos,
  ref: 'G',
  alt: 'A',
  quality: 50,
  genotype: '0/1',
  depth: 30,
  alt_depth: 15,
  gene: `GENE${pos}`,
  consequence: 'missense',
  transcript: null,
  coding: null,
  protein: null,
  classified: null,
  classified_elsewhere: null,
  ...part,
});

/** A page of a table that has a next page. */
export const aPage = (items: VariantView[], part: Partial<VariantPage> = {}): VariantPage => ({
  items,
  next_cursor: '200',
  matching: 400,
  total: 400,
  file: 'variants.tsv',
  files: ['variants.tsv'],
  attempt: 1,
  consequences: [],
  ...part,
});

export const aDetail = (pos: number, part: Partial<VariantDetail> = {}): VariantDetail => ({
  ...aVariant(pos),
  assessments: [],
  clinvar: null,
  points: 0,
  class_by_points: 'uncertain',
  class_by_rules: 'uncertain',
  classifications: [],
  ...part,
});

/** A server that answers each request when a test lets it. Requests are identified by words: `variants job-a`. */
export class LateServer {
  private readonly waiting: { words: string; answer: (answer: unknown) => void; refuse: (error: Error) => void }[] = [];
  readonly events = new Subject<LiveEvent>();
  readonly toasts: string[] = [];
  readonly api = {
    list: (id: string, query: Record<string, unknown>) =>
      this.ask(['variants', id, query['q'] ?? 'all', query['cursor'] ?? 'first']),
    show: (id: string, variant: string) => this.ask(['variant', id, variant]),
    classify: (id: string, { variant }: { variant: string }) => this.ask(['classify', id, variant]),
  };
  readonly providers = [
    { provide: Api, useValue: { job: (id: string) => Promise.resolve(aJob({ job_id: id })) } },
    { provide: VariantApi, useValue: this.api },
    { provide: Live, useValue: { follow: () => undefined, events: this.events } },
    { provide: Toasts, useValue: { say: (text: string) => this.toasts.push(text) } },
    { provide: Sheets, useValue: { open: () => Promise.resolve(true), isOpen: false } },
    { provide: CurrentUser, useValue: { session: signal(aSession()), whyNot: () => null, account: () => '' } },
  ];

  /** Answers the oldest request that contains these words. */
  async answer(words: string, answer: unknown): Promise<void> {
    this.take(words).answer(answer);
    await drawn();
  }

  async refuse(words: string, why: string): Promise<void> {
    this.take(words).refuse(new Error(why));
    await drawn();
  }

  /** Requests without a response. */
  get open(): string[] {
    return this.waiting.map(({ words }) => words);
  }

  private ask(words: unknown[]): Promise<unknown> {
    return new Promise((answer, refuse) => this.waiting.push({ words: words.join(' '), answer, refuse }));
  }

  private take(words: string) {
    const at = this.waiting.findIndex((each) => each.words === words);
    if (at < 0) throw new Error(`"${words}" is not asked for, but: ${this.open.join(', ')}`);
    return this.waiting.splice(at, 1)[0]!;
  }
}
