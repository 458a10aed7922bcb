import { Component, computed, input } from '@angular/core';
import { SYNTAX_PARSERS } from '@reprise/contracts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { JobForm } from '../form/job-form.ts';
import type { LaunchField } from '../form/launch-form.ts';

/** `offered`: names to choose from. Other names can be typed. */
type Shown = { name: LaunchField; title: string; help: string; rows: number; offered?: readonly string[] };

/** Fields for the launch options of the job. */
@Component({
  selector: 'rp-launch-fields',
  imports: [Icon],
  template: `
    @for (field of fields(); track field.name) {
      <div [class.wide]="field.rows > 1">
        <label class="lbl" [for]="'rp-launch-' + field.name"
          >{{ field.title }} <span class="t3 optional">optional</span></label
        >
        @if (field.rows > 1) {
          <textarea
            class="inp form mono"
            spellcheck="false"
            [id]="'rp-launch-' + field.name"
            [rows]="field.rows"
            [attr.aria-invalid]="form().errorOf('launch.' + field.name) ? true : null"
            [attr.aria-describedby]="'rp-launch-' + field.name + '-hint'"
            [value]="form().launch.texts()[field.name]"
            (input)="form().setLaunch(field.name, $any($event.target).value)"
            (blur)="form().touch('launch.' + field.name)"
          ></textarea>
        } @else {
          <input
            class="inp form mono"
            type="text"
            autocomplete="off"
            spellcheck="false"
            [id]="'rp-launch-' + field.name"
            [attr.aria-invalid]="form().errorOf('launch.' + field.name) ? true : null"
            [attr.aria-describedby]="'rp-launch-' + field.name + '-hint'"
            [value]="form().launch.texts()[field.name]"
            (input)="form().setLaunch(field.name, $any($event.target).value)"
            (blur)="form().touch('launch.' + field.name)"
          />
          @if (field.offered; as names) {
            <div class="offered" role="group" [attr.aria-label]="field.title + ': to choose from'">
              @for (name of names; track name) {
                <button
                  type="button"
                  class="chip sol mono"
                  [class.on]="isGiven(field.name, name)"
                  [attr.aria-pressed]="isGiven(field.name, name)"
                  (click)="toggle(field.name, name)"
                >
                  {{ name }}
                </button>
              }
            </div>
          }
        }
        <div [id]="'rp-launch-' + field.name + '-hint'">
          @if (form().errorOf('launch.' + field.name); as message) {
            <p class="hint bad"><rp-icon class="s" name="circle-x" />{{ message }}</p>
          }
          @if (form().warningOf('launch.' + field.name); as message) {
            <p class="hint warn" role="status"><rp-icon class="s" name="triangle-alert" />{{ message }}</p>
          }
          <p class="hint">{{ field.help }}</p>
        </div>
      </div>
    }
    <label class="row check">
      <input
        type="checkbox"
        [checked]="form().launch.stubRun()"
        (change)="form().launch.stubRun.set($any($event.target).checked)"
      />
      <span class="strong">Stub run</span>
      <span class="hint">runs the stubs of the steps, not their scripts</span>
    </label>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr));
      gap: 14px 20px;
    }
    .wide,
    .check {
      grid-column: 1 / -1;
    }
    .offered {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
      margin-top: 6px;
    }
    .hint {
      overflow-wrap: anywhere;
    }
  `,
})
export class LaunchFields {
  readonly form = input.required<JobForm>();

  protected isGiven(field: LaunchField, name: string): boolean {
    return this.form().launch.named(field).includes(name);
  }

  /** Adds or removes a profile. Other fields contain a single name. */
  protected toggle(field: LaunchField, name: string): void {
    const { launch } = this.form();
    if (field === 'profiles') this.form().setLaunch(field, launch.toggled(name));
    else this.form().setLaunch(field, this.isGiven(field, name) ? '' : name);
  }

  protected readonly fields = computed((): Shown[] => {
    const pipeline = this.form().pipeline();
    const env = pipeline?.environment ?? [];
    return [
      {
        name: 'profiles' as const,
        title: 'Profiles',
        help: pipeline?.profiles.length
          ? 'Of the pipeline, or others of the runner’s config · -profile'
          : 'Such as test, singularity · -profile',
        rows: 1,
        ...(pipeline?.profiles.length && { offered: pipeline.profiles }),
      },
      ...(pipeline?.repository
        ? [
            {
              name: 'revision' as const,
              title: 'Revision',
              help: `Branch, tag or commit of ${pipeline.repository}. If empty: ${pipeline.launch.revision ?? 'its default branch'}`,
              rows: 1,
            },
          ]
        : []),
      {
        name: 'entry' as const,
        title: 'Entry workflow',
        help: 'Runs this workflow of the script · -entry',
        rows: 1,
        ...(pipeline?.entries.length && { offered: pipeline.entries }),
      },
      {
        name: 'nextflow' as const,
        title: 'Nextflow',
        help: 'Version, or conditions such as >=25.04, <26. If empty: the default of the runner',
        rows: 1,
        ...(pipeline?.nextflow_versions.length && { offered: pipeline.nextflow_versions }),
      },
      {
        name: 'syntax_parser' as const,
        title: 'Syntax parser',
        help: 'v2 is strict, and the default since Nextflow 26.04; v1 takes any Groovy · NXF_SYNTAX_PARSER',
        rows: 1,
        offered: SYNTAX_PARSERS,
      },
      {
        name: 'work_dir' as const,
        title: 'Work dir',
        help: 'A folder or a URL such as s3://bucket/work. In an object store, Reprise cannot see whether it is still there, read task logs, or delete it.',
        rows: 1,
      },
      {
        name: 'files' as const,
        title: 'Files in the launch folder',
        help: 'One a line: samples.csv=/data/run7/samples.csv',
        rows: 2,
      },
      ...(env.length
        ? [
            {
              name: 'env' as const,
              title: 'Environment variables',
              help: `One a line, NAME=value, of: ${env.join(', ')}`,
              rows: 2,
            },
          ]
        : []),
      ...(this.form().takesConfig()
        ? [{ name: 'config' as const, title: 'Extra config', help: 'Nextflow config, kept with the job · -c', rows: 5 }]
        : []),
    ];
  });
}
