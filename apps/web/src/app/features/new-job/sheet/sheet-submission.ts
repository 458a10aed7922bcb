import { inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { rememberReason } from '../../../commands/reasons/remembered-reasons.ts';
import { SheetApi } from '../../../core/api/sheet-api.ts';
import { ProblemError } from '../../../core/problem.ts';
import { UntilAnswered } from '../../../core/until-answered.ts';
import type { CheckedSheet } from './checked-sheet.ts';
import { forgetSheet, keysOfSheet, newSheetKeys, type SheetKeys } from './unfinished-sheet.ts';

/** Number of rows sent at once. The progress is shown after each part. */
const PART = 20;

/** Submits a samplesheet. Created by a component. */
export class SheetSubmission {
  private readonly api = inject(SheetApi);
  private readonly router = inject(Router);
  /** Number of rows sent. */
  readonly sent = signal(0);
  /** Whether the whole sheet became a job. */
  isDone = false;
  readonly untilAnswered = new UntilAnswered();
  private keys = newSheetKeys();
  /** Id that all jobs of the sheet share. */
  readonly correlationId = signal(this.keys.correlationId);

  constructor(private readonly sheet: CheckedSheet) {}

  /** Starts over with a different sheet. */
  restart(): void {
    this.use(newSheetKeys());
    this.sheet.membership.id.set(null);
  }

  /** Submits a job for each row, in parts. */
  async sendRows(): Promise<void> {
    const { form, state, sending, membership } = this.sheet;
    const { sample_name: _, ...shared } = form.body();
    const { reason } = shared;
    const groups = membership.input();
    const columns = [...state.columns()];
    const rows = state.open();
    // After the first job, changed rows are still the same sheet.
    if (state.accepted() === 0) {
      const { reason: _reason, ...asked } = shared;
      this.use(keysOfSheet({ ...asked, ...groups, columns, rows: rows.map(({ cells }) => cells) }, this.keys));
    }
    sending.set(true);
    this.sent.set(0);
    try {
      for (let first = 0; first < rows.length; first += PART) {
        const part = rows.slice(first, first + PART);
        const body = {
          ...shared,
          ...groups,
          mode: 'jobs' as const,
          columns,
          rows: part.map(({ cells }) => [...cells]),
        };
        const answer = await this.untilAnswered.send(() => this.api.submit(body, this.keys.key, this.correlationId()));
        const { results } = answer;
        membership.submitted(answer);
        state.submitted(
          results,
          part.map(({ id }) => id),
        );
        this.sent.update((count) => count + part.length);
        if (this.untilAnswered.isStopped() || results.some(({ problem }) => (problem?.status ?? 0) >= 500)) break;
      }
      if (state.open().length === 0) forgetSheet();
      if (reason) rememberReason('submit', reason);
    } catch (error) {
      this.refused(error);
    } finally {
      sending.set(false);
    }
  }

  /** Submits the single job that takes the whole sheet, and opens it. */
  async sendWhole(): Promise<void> {
    const { form, state, sending } = this.sheet;
    const shared = form.body();
    const [columns, rows] = [[...state.columns()], state.rows().map(({ cells }) => [...cells])];
    sending.set(true);
    try {
      const body = { ...shared, mode: 'sheet' as const, columns, rows };
      const { results } = await this.untilAnswered.send(() =>
        this.api.submit(body, this.keys.key, this.correlationId()),
      );
      const { job_id, seq, problem } = results[0]!;
      if (!job_id) return this.sheet.error.set(problem?.detail ?? '');
      this.isDone = true;
      if (shared.reason) rememberReason('submit', shared.reason);
      await this.router.navigate(['/jobs', job_id], { state: { minSeq: seq } });
    } catch (error) {
      this.refused(error);
    } finally {
      sending.set(false);
    }
  }

  private use(keys: SheetKeys): void {
    this.keys = keys;
    this.correlationId.set(keys.correlationId);
  }

  private refused(error: unknown): void {
    this.sheet.refused(error);
    if (error instanceof ProblemError && error.fields.length) this.sheet.edited();
  }
}
