import { Component, computed, DestroyRef, inject } from '@angular/core';
import { Button } from '../../../shared/parts/button.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { Clock } from '../../../core/clock.ts';
import { count, endTime, plural, shortDuration, utcMoment } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { LastVerification } from './last-verification.ts';

/** Number of findings shown. The report over HTTP and `reprise verify` contain all of them. */
const FINDINGS_SHOWN = 5;

/**
 * Result of the last verification of the history, progress of a running one, and a button that starts one. Shows
 * nothing before the first response.
 */
@Component({
  selector: 'rp-verification-note',
  imports: [Icon, Button],
  templateUrl: './verification-note.html',
  styleUrl: './verification-note.css',
})
export class VerificationNote {
  private readonly last = inject(LastVerification);
  private readonly user = inject(CurrentUser);
  private readonly clock = inject(Clock);
  protected readonly whyNot = computed(() => this.user.whyNotRoute('POST /api/audit/verify'));
  protected readonly answered = this.last.answered;
  protected readonly view = this.last.view;
  protected readonly error = this.last.error;
  protected readonly running = this.last.running;
  protected readonly report = computed(() => (this.view()?.state === 'done' ? this.view()!.report : null));
  protected readonly findings = computed(() => this.report()?.findings.slice(0, FINDINGS_SHOWN) ?? []);
  protected readonly more = computed(() => (this.report()?.findings.length ?? 0) - this.findings().length);
  protected readonly progress = computed(() => {
    const progress = this.view()?.progress;
    if (!progress?.total) return { percent: 0, words: '' };
    const percent = Math.min(100, Math.round((100 * progress.entries) / progress.total));
    return { percent, words: `${count(progress.entries)} of ${count(progress.total)} entries` };
  });
  protected readonly foundText = computed(() => {
    const report = this.report();
    if (!report) return '';
    const { heads, entries, unsigned, started_at, duration_ms } = report;
    // Entries are added while the check runs.
    const at = this.at(endTime(started_at, duration_ms));
    const checked = `${plural(entries, 'entry', 'entries')} checked at ${at}, in ${shortDuration(duration_ms)}.`;
    if (!heads.last_time) return `${checked} No head is signed yet.`;
    const rest = unsigned
      ? ` ${plural(unsigned, 'entry', 'entries')} after it ${unsigned === 1 ? 'was' : 'were'} not signed then.`
      : '';
    return `${checked} Head signed at ${this.at(heads.last_time)}.${rest}`;
  });

  protected readonly failedAt = computed(() => {
    const finished = this.view()?.finished_at;
    return finished ? ` at ${this.at(finished)}` : '';
  });
  protected readonly nextText = computed(() => {
    const next = this.view()?.next_at;
    return next ? `Next check at ${this.at(next)}.` : '';
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.last.stop();
    });
    void this.last.read();
  }

  private at(iso: string): string {
    return utcMoment(iso, this.clock.now());
  }

  protected async verify(): Promise<void> {
    if (this.whyNot() !== null) return;
    if (this.running()) return;
    await this.last.start();
  }
}
