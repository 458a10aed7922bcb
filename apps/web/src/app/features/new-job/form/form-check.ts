import { computed, DestroyRef, effect, inject, signal } from '@angular/core';
import type { CheckBody, FieldProblem, JobView, ParamsCheck, ScriptCheck } from '@reprise/contracts';
import { Api } from '../../../core/api/api.ts';
import type { JobForm } from './job-form.ts';

/** Pause in typing after which the server checks the parameters. */
const CHECK_AFTER_MS = 400;
/** Poll interval while a runner compiles the pipeline. */
const CHECK_AGAIN_MS = 3_000;

/** Checks a form on the server while the user fills it in. Must be created in an injection context. */
export class FormCheck {
  private readonly api = inject(Api);
  private readonly form: JobForm;
  private readonly again: () => JobView | null;
  private readonly isRerun: () => boolean;
  /** Results of compiling a pipeline, from the last check. */
  private readonly found = signal<{ readonly pipeline: string; readonly compiled: readonly ScriptCheck[] } | null>(
    null,
  );
  /** Number of checks that were requested again. */
  private readonly repeats = signal(0);
  private repeat: ReturnType<typeof setTimeout> | undefined;
  readonly compiled = computed(() => {
    const [pipeline, found] = [this.form.pipeline(), this.found()];
    return (found?.pipeline === pipeline?.name ? found?.compiled : pipeline?.compiled) ?? [];
  });
  /** Warnings that no field shows. If the pipeline does not compile, its errors are shown instead. */
  readonly warnings = computed(() => {
    const isShown = this.compiled().some(({ errors }) => errors.length > 0);
    return this.form.otherWarnings().filter(({ field }) => field !== 'pipeline' || !isShown);
  });

  /** @param again the job that a rerun runs again, once it has been read */
  constructor(form: JobForm, again: () => JobView | null, isRerun: () => boolean) {
    this.form = form;
    this.again = again;
    this.isRerun = isRerun;
    effect((onCleanup) => {
      const asked = this.toCheck();
      this.repeats();
      if (!asked.pipeline) return;
      const timer = setTimeout(() => void this.check(asked), CHECK_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.repeat));
  }

  /**
   * Shows the server's warnings and errors at the fields. If there is no response, none are shown, because the check is
   * repeated on submission.
   */
  private async check(asked: CheckBody): Promise<void> {
    const answer = await this.api.check(asked).catch(() => null);
    if (!answer || JSON.stringify(this.toCheck()) !== JSON.stringify(asked)) return;
    this.form.checked(this.withoutLaunch(this.withoutSheet(answer, asked)));
    this.found.set({ pipeline: asked.pipeline, compiled: answer.compiled });
    if (answer.compiling) this.repeat = setTimeout(() => this.repeats.update((count) => count + 1), CHECK_AGAIN_MS);
  }

  /**
   * Omits findings about the samplesheet of a job that runs again, because the file is written when the attempt starts.
   */
  private withoutSheet(answer: ParamsCheck, { params }: CheckBody): ParamsCheck {
    const { sheet } = this.again() ?? {};
    if (!sheet || params[sheet.param] !== sheet.name) return answer;
    const isOther = ({ field }: FieldProblem) => field !== `params.${sheet.param}`;
    return { ...answer, errors: answer.errors.filter(isOther), warnings: answer.warnings.filter(isOther) };
  }

  /** Omits warnings about the config in a rerun, because the check has the pipeline's launch options, not the job's. */
  private withoutLaunch(answer: ParamsCheck): ParamsCheck {
    if (!this.isRerun()) return answer;
    return { ...answer, warnings: answer.warnings.filter(({ field }) => field !== 'launch.config') };
  }

  /** Body of the check. A rerun has only a revision, and options that the page finds invalid are not sent. */
  private toCheck(): CheckBody {
    const { pipeline, params, launch } = this.form.body();
    if (this.form.launch.errors().size > 0) return { pipeline, params };
    const revision = this.form.otherRevision();
    const asked = this.isRerun() ? revision !== null && { launch: { revision } } : launch && { launch };
    return { pipeline, params, ...asked };
  }
}
