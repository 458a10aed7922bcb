import { Component, input } from '@angular/core';
import type { ResumeCause } from '@reprise/contracts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { JobForm } from '../form/job-form.ts';
import { RESUME_CAUSES } from '../form/resume-form.ts';

const TIMES = ['Never', 'Once', 'Twice', '3 times', '4 times', '5 times'];

const WORDS: Readonly<Record<ResumeCause, string>> = {
  killed: 'Nextflow was killed, or its machine restarted',
  runner_lost: 'The runner was lost',
  node_failed: 'Slurm says that the node of a task failed',
  preempted: 'Slurm ended a task to make room for another job',
};

/** Fields for automatic resumes: how many times in a row, and after which failures. */
@Component({
  selector: 'rp-resume-fields',
  imports: [Icon],
  template: `
    <div>
      <label class="lbl" for="rp-resume">Resume by itself</label>
      <span class="pick">
        <select
          class="inp form"
          id="rp-resume"
          aria-describedby="rp-resume-hint"
          [attr.aria-invalid]="form().errorOf('resume_after') ? true : null"
          (change)="form().setResumes(+$any($event.target).value)"
        >
          @for (word of times; track $index) {
            <option [value]="$index" [selected]="$index === form().resumeAfter.times()">{{ word }}</option>
          }
        </select>
        <rp-icon class="s" name="chevron-down" />
      </span>
      <div id="rp-resume-hint">
        @if (form().errorOf('resume_after'); as message) {
          <p class="hint bad"><rp-icon class="s" name="circle-x" />{{ message }}</p>
        }
        <p class="hint">In a row. A task that failed by itself is never resumed so.</p>
      </div>
    </div>
    @if (form().resumeAfter.times() > 0) {
      <div role="group" aria-labelledby="rp-resume-after">
        <span class="lbl" id="rp-resume-after">When</span>
        @for (cause of causes; track cause) {
          <label class="row">
            <input
              type="checkbox"
              [checked]="form().resumeAfter.causes().has(cause)"
              (change)="form().toggleResumeCause(cause)"
            />
            <span>{{ words[cause] }}</span>
          </label>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 14px 20px;
    }
  `,
})
export class ResumeFields {
  readonly form = input.required<JobForm>();
  protected readonly times = TIMES;
  protected readonly causes = RESUME_CAUSES;
  protected readonly words = WORDS;
}
