import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ClassificationView } from '../../contract/index.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { Signatures } from '../sign/signatures.ts';
import { classWord } from '@reprise/web/shared/history/class-text.ts';
import { When } from '@reprise/web/shared/parts/when.ts';

/** Classes that people recorded for a variant in this job and in others, and the jobs that need review. */
@Component({
  selector: 'rp-class-history',
  imports: [Actor, Icon, RouterLink, Signatures, When],
  templateUrl: './class-history.html',
  styleUrl: './class-history.css',
})
export class ClassHistory {
  readonly jobId = input.required<string>();
  readonly variant = input.required<string>();
  /** The attempt that is shown. */
  readonly attempt = input.required<number>();
  /** Classifications, the newest first. */
  readonly all = input.required<readonly ClassificationView[]>();
  /** Emits when the user has signed one of them. */
  readonly signed = output();
  protected readonly newest = computed(() => this.all()[0] ?? null);
  protected readonly outdated = computed(() => this.all().filter(({ is_outdated }) => is_outdated));
  protected readonly isThisOutdated = computed(() => this.outdated().some(({ job_id }) => job_id === this.jobId()));
  protected readonly others = computed(() => this.outdated().filter(({ job_id }) => job_id !== this.jobId()));
  protected readonly classWord = classWord;

  /** Names the attempt for which a class of this job was recorded, if it is not the shown one. */
  protected readonly attemptText = ({ attempt }: ClassificationView): string =>
    attempt === this.attempt() ? '' : `, attempt ${attempt}`;
  protected readonly laterText = ({ is_current }: ClassificationView): string => (is_current ? '' : ', replaced later');

  protected judgedText({ criteria }: ClassificationView): string {
    return criteria.flatMap(({ code, source }) => (source === 'reviewer' ? [code] : [])).join(', ');
  }
}
