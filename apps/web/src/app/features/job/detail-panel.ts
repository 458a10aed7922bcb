import { Component, computed, input, linkedSignal, signal } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { aftermathOf } from '../../shared/attempt/results/deleted-results.ts';
import { AttemptsList } from './attempts/attempts-list.ts';
import type { JobDetail } from './detail/job-detail.ts';
import { FilesPanel } from './files/files-panel.ts';
import { LogPanel } from './log/log-panel.ts';
import type { LogPlace } from './log/log-place.ts';
import { ParamsPanel } from './attempts/params-panel.ts';
import { PastLog } from './log/past-log.ts';

type Tab = 'log' | 'files' | 'params' | 'attempts';
const TABS: { key: Tab; word: string }[] = [
  { key: 'log', word: 'Log' },
  { key: 'files', word: 'Files' },
  { key: 'params', word: 'What was run' },
  { key: 'attempts', word: 'Attempts' },
];

/** Tabs for the log, the files, the parameters and the attempts. */
@Component({
  selector: 'rp-detail-panel',
  imports: [AttemptsList, FilesPanel, LogPanel, ParamsPanel, PastLog],
  templateUrl: './detail-panel.html',
  styleUrl: './detail-panel.css',
})
export class DetailPanel {
  readonly detail = input.required<JobDetail>();
  readonly job = input.required<JobView>();
  protected readonly tabs = TABS;
  protected readonly tab = signal<Tab>('log');
  /**
   * The log file that is shown. It is reset to stdout when the attempt changes, because task logs belong to one
   * attempt.
   */
  protected readonly file = linkedSignal({ source: () => this.detail().attempt(), computation: () => 'stdout' });
  protected readonly at = linkedSignal<string, number | null>({ source: this.file, computation: () => null });
  protected readonly growing = computed(
    () => this.detail().attempt() === this.job().attempt && !['completed', 'failed'].includes(this.job().status),
  );

  protected readonly areFilesDeleted = computed(() => {
    const attempt = this.detail().attemptView();
    if (this.job().cleaned.results || !attempt) return this.job().cleaned.results !== null;
    const after = aftermathOf(attempt, this.detail().attempts(), this.detail().shownHistory());
    return after?.kind === 'clean' || after?.leftOn === null;
  });

  /**
   * @param at byte offset of the line to show; null for the end
   */
  openLog({ file, at }: LogPlace): void {
    this.tab.set('log');
    this.file.set(file);
    this.at.set(at);
    document.getElementById('rp-detail')?.scrollIntoView({ block: 'nearest' });
  }

  protected move(event: KeyboardEvent, step: number): void {
    event.preventDefault();
    const at = TABS.findIndex(({ key }) => key === this.tab());
    const next = TABS[(at + step + TABS.length) % TABS.length];
    if (!next) return;
    this.tab.set(next.key);
    document.getElementById(`rp-tab-${next.key}`)?.focus();
  }
}
