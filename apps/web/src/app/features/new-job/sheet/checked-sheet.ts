import { computed, effect, inject, signal, untracked } from '@angular/core';
import type { SheetCheckBody } from '@reprise/contracts';
import { SheetApi } from '../../../core/api/sheet-api.ts';
import { messageOf, ProblemError } from '../../../core/problem.ts';
import { plural } from '../../../shared/format.ts';
import { LABEL } from '../form/field-names.ts';
import { JobForm } from '../form/job-form.ts';
import { SheetMembership } from './sheet-membership.ts';
import { SheetState, unreadableText } from './sheet-state.ts';

/** Pause after a change before the server checks the sheet. */
const CHECK_AFTER_MS = 400;

/** A samplesheet and its shared settings, which the server validates after each change. Created by a component. */
export class CheckedSheet {
  private readonly api = inject(SheetApi);
  /** Parameters that all rows share, and the reason. */
  readonly form = new JobForm();
  readonly state = new SheetState();
  readonly membership = new SheetMembership();
  readonly loaded = computed(() => this.state.columns().length > 0);
  readonly isOneJob = computed(() => this.state.mode() === 'sheet');
  /** Reason why the text could not be read as a table. */
  readonly unreadable = signal('');
  readonly reading = signal(false);
  readonly checking = signal(false);
  /** Whether it is being submitted. It is not checked during that time. */
  readonly sending = signal(false);
  /** Error that no field shows. */
  readonly error = signal('');
  /** Number of changes that the user made to the table. */
  private readonly edits = signal(0);
  readonly groups = computed(() => {
    const columns = new Set(this.isOneJob() ? [this.state.param()] : this.state.columns());
    return this.form
      .shownGroups()
      .map((group) => ({ ...group, fields: group.fields.filter(({ name }) => !columns.has(name)) }))
      .filter(({ fields }) => fields.length > 0);
  });
  /** Fields that all rows share and that have an error: parameters, launch options and labels. */
  private readonly wrongShared = computed(() => {
    const shown = new Set(this.groups().flatMap(({ fields }) => fields.map(({ name }) => `params.${name}`)));
    const isShared = (field: string) => shown.has(field) || field.startsWith('launch.') || field.startsWith(LABEL);
    return [...this.form.errors().keys()].filter(isShared);
  });
  /** Why it cannot be submitted; empty if it can. */
  readonly problem = computed(() => {
    const shared = this.wrongShared().length;
    if (this.state.errorCount() > this.state.ofShared().length) return this.state.errorText();
    return shared ? `${plural(shared, 'field')} of all rows ${shared === 1 ? 'needs' : 'need'} a look` : '';
  });

  constructor() {
    effect((onCleanup) => {
      const asked = this.asked();
      this.edits();
      if (!asked.pipeline || !untracked(this.loaded) || untracked(this.sending)) return;
      this.checking.set(true);
      const timer = setTimeout(() => void this.check(asked), CHECK_AFTER_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  /** Reads a sheet that the user pasted, chose or dropped. @returns whether it is a table */
  async read(text: string): Promise<boolean> {
    this.unreadable.set('');
    this.error.set('');
    this.reading.set(true);
    try {
      const { pipeline, params, launch } = this.asked();
      const answer = await this.api.check({ pipeline, params, text });
      if (answer.columns.length === 0 || answer.rows.length === 0) {
        this.unreadable.set(unreadableText(answer.errors));
        return false;
      }
      this.state.load(answer);
      this.showShared();
      // Their errors belong to fields that are visible now.
      if (launch) this.edited();
      return true;
    } catch (error) {
      this.unreadable.set(messageOf(error));
      return false;
    } finally {
      this.reading.set(false);
    }
  }

  edited(): void {
    this.edits.update((count) => count + 1);
  }

  clear(): void {
    this.state.clear();
    this.membership.name.set('');
    this.error.set('');
  }

  /** Shows errors of launch options, queue and parameters at their fields, and other errors next to the button. */
  refused(error: unknown): void {
    const fields = error instanceof ProblemError ? error.fields : [];
    const isShown = fields.length > 0 && this.form.refuse(fields).length === 0;
    this.error.set(isShown ? '' : messageOf(error));
  }

  /** Body of a check, without the rows. */
  private asked(): Pick<SheetCheckBody, 'pipeline' | 'params' | 'mode' | 'launch'> {
    const { pipeline, params, launch } = this.form.body();
    return { pipeline, params, mode: this.state.mode(), ...(launch && { launch }) };
  }

  private async check(asked: ReturnType<typeof this.asked>): Promise<void> {
    const rows = this.state.open();
    const edits = this.edits();
    const columns = [...this.state.columns()];
    try {
      const answer = await this.api.check({ ...asked, columns, rows: rows.map(({ cells }) => [...cells]) });
      if (edits !== this.edits() || JSON.stringify(this.asked()) !== JSON.stringify(asked)) return;
      this.state.modes.set(answer.modes);
      this.state.param.set(answer.sheet_param);
      this.state.found(
        rows.length ? answer : { errors: [], warnings: [] },
        rows.map(({ id }) => id),
      );
      this.showShared();
      this.error.set('');
    } catch (error) {
      this.refused(error);
    }
    this.checking.set(false);
  }

  /** Shows errors of the parameters for all rows at their fields. */
  private showShared(): void {
    const field = ({ column, message }: { column: string | null; message: string }) => ({
      field: column?.startsWith('launch.') ? column : `params.${column ?? ''}`,
      message,
    });
    this.form.checked({ errors: [], warnings: this.state.warningsOfShared().map(field) });
    this.form.refuse(this.state.ofShared().map(field));
  }
}
