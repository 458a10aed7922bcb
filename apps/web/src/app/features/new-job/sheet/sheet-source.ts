import { Component, computed, inject, input, linkedSignal, output, resource, signal } from '@angular/core';
import { MAX_SHEET_BYTES, MAX_SHEET_ROWS, type PipelineView } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { count, plural } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { OFFERED_SAMPLES, type OfferedSample } from '../../../shared/wings/offered-samples.ts';
import { hasDefault } from '../params/field-value.ts';
import { fieldGroups } from '../params/schema-form.ts';

/** Takes the text of a samplesheet: pasted, chosen or dropped as a file, or started as an empty table. */
@Component({
  selector: 'rp-sheet-source',
  imports: [Icon, Button],
  template: `
    <div
      class="drop"
      [class.over]="over()"
      (dragover)="$event.preventDefault(); over.set(true)"
      (dragleave)="over.set(false)"
      (drop)="drop($event)"
    >
      <label class="lbl" for="rp-sheet-text">Paste the cells of a spreadsheet, or CSV or TSV</label>
      <textarea
        class="inp form mono"
        id="rp-sheet-text"
        rows="7"
        spellcheck="false"
        autocomplete="off"
        aria-describedby="rp-sheet-hint"
        [attr.aria-invalid]="error() ? true : null"
        [attr.placeholder]="example()"
        [value]="text()"
        (input)="text.set($any($event.target).value)"
        (paste)="paste($event)"
      ></textarea>
      <div id="rp-sheet-hint">
        @if (error(); as message) {
          <p class="hint bad" role="alert"><rp-icon class="s" name="circle-x" />{{ message }}</p>
        }
        <p class="hint">
          The first row names the columns: <span class="mono">sample</span> and parameters of the pipeline. Each of up
          to {{ mostRows }} rows below it is a job, unless the pipeline reads whole samplesheets. Or drop a file here.
        </p>
      </div>
      <div class="row wrap">
        <button
          matButton="filled"
          type="button"
          disabledInteractive
          [disabled]="reading() || !text().trim()"
          (click)="read.emit(text())"
        >
          <rp-icon [name]="reading() ? 'loader-circle' : 'arrow-right'" [turning]="reading()" />{{
            reading() ? 'Reading' : 'Read the sheet'
          }}
        </button>
        <input
          #file
          class="vh"
          type="file"
          tabindex="-1"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          aria-label="File of the samplesheet"
          (change)="choose(file.files); file.value = ''"
        />
        <button matButton="outlined" type="button" [disabled]="reading()" (click)="file.click()">
          <rp-icon name="file" />Choose a file
        </button>
        <button matButton="text" type="button" [disabled]="reading()" (click)="read.emit(example())">
          Start with an example row
        </button>
        @if (uploaded(); as uploaded) {
          <button matButton="text" type="button" [disabled]="reading()" (click)="read.emit(uploaded.text)">
            Start with {{ uploaded.words }}
          </button>
        }
      </div>
    </div>
  `,
  styles: `
    .drop {
      display: grid;
      gap: 8px;
      padding: 14px;
      border: 1px dashed var(--rp-line-strong);
      border-radius: var(--rp-r-2);
    }
    .drop.over {
      border-color: var(--rp-accent);
      background: var(--rp-hover);
    }
    .lbl {
      margin: 0;
    }
  `,
})
export class SheetSource {
  private readonly offered = inject(OFFERED_SAMPLES);
  readonly pipeline = input.required<PipelineView | null>();
  readonly reading = input.required<boolean>();
  /** Reason why the last text could not be read. */
  readonly problem = input.required<string>();
  readonly read = output<string>();
  /** Uploaded samples for the sheet, by id; empty if it starts empty. */
  readonly sampleIds = input<readonly string[]>([]);
  /** Initially contains the chosen samples, in the form that the pipeline takes. */
  protected readonly text = linkedSignal(() => this.chosen());
  protected readonly mostRows = count(MAX_SHEET_ROWS);
  protected readonly over = signal(false);
  private readonly tooLarge = signal('');
  protected readonly error = computed(() => this.tooLarge() || this.problem());
  /** Header and a row with the required parameters of the pipeline. */
  protected readonly example = computed(() => {
    const pipeline = this.pipeline();
    const fields = pipeline ? fieldGroups(pipeline).flatMap((group) => group.fields) : [];
    const required = fields.filter(
      (field) => field.name === pipeline?.input_param || (field.required && !hasDefault(field)),
    );
    const demo = pipeline?.demo[0];
    const cell = (name: string) => {
      const value = demo?.params[name];
      return typeof value === 'string' && !/[",\n]/.test(value) ? value : '';
    };
    const names = required.map(({ name }) => name);
    return `${['sample', ...names].join(',')}\n${[demo?.name ?? 'SAMPLE1', ...names.map(cell)].join(',')}\n`;
  });

  private readonly all = computed(() => (this.samples.hasValue() ? this.samples.value() : []));
  private readonly samples = resource({ loader: () => this.offered() });
  /** Sheet of the uploaded samples, and their number: "3 uploaded samples". */
  protected readonly uploaded = computed(() => {
    const [pipeline, samples] = [this.pipeline(), this.all().slice(0, MAX_SHEET_ROWS)];
    if (!pipeline || samples.length === 0) return null;
    return { words: plural(samples.length, 'uploaded sample'), text: sheetOf(samples, pipeline) };
  });
  /** Sheet of the chosen samples that still exist; empty if there are none. */
  private readonly chosen = computed(() => {
    const [pipeline, ids] = [this.pipeline(), new Set(this.sampleIds())];
    const samples = this.all().filter(({ sample_id }) => ids.has(sample_id));
    return pipeline && samples.length > 0 ? sheetOf(samples, pipeline) : '';
  });

  protected paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (this.text().trim() || !/\S\s*\n\s*\S/.test(text)) return;
    event.preventDefault();
    this.text.set(text);
    this.read.emit(text);
  }

  protected drop(event: DragEvent): void {
    event.preventDefault();
    this.over.set(false);
    const text = event.dataTransfer?.getData('text/plain');
    if (event.dataTransfer?.files.length) void this.choose(event.dataTransfer.files);
    else if (text) this.text.set(text);
  }

  protected async choose(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (!file) return;
    this.tooLarge.set(file.size > MAX_SHEET_BYTES ? `${file.name} is larger than 512 KiB. Split it.` : '');
    if (this.tooLarge()) return;
    this.text.set(await file.text());
    this.read.emit(this.text());
  }
}

/** Returns the sheet of some samples: with their folders, or in nf-core's format if the pipeline takes no folder. */
function sheetOf(samples: readonly OfferedSample[], { input_param }: PipelineView): string {
  const head = input_param ? ['sample', input_param] : ['sample', 'fastq_1', 'fastq_2'];
  const rows = samples.map(({ name, input_dir, files }) =>
    input_param
      ? [name, input_dir]
      : [name, ...files.map((file) => `${input_dir}/${file.name}`).toSorted(), ''].slice(0, head.length),
  );
  return [head, ...rows].map((cells) => cells.map(quoted).join(',')).join('\n');
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
