import { computed, DOCUMENT, effect, inject, Service, signal, untracked } from '@angular/core';
import type { UploadView } from '../../contract/index.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { Session } from '@reprise/web/core/session.ts';
import { Transfer } from './transfer.ts';

const AT_ONCE = 2;

/** Files being sent. They continue while other pages of Reprise are open, but closing the tab stops them. */
@Service()
export class Transfers {
  private readonly session = inject(Session);
  private readonly document = inject(DOCUMENT);
  readonly all = signal<readonly Transfer[]>([]);
  readonly active = computed(() => this.all().filter((transfer) => transfer.isActive()));

  constructor() {
    const live = inject(Live);
    effect(() => {
      live.openings();
      untracked(() => this.all().forEach((transfer) => void transfer.retry()));
    });
    this.document.defaultView?.addEventListener('beforeunload', (event) => {
      if (this.active().length > 0) event.preventDefault();
    });
  }

  /**
   * Sends files. A partially uploaded file with the same name and size is continued.
   * @returns names of files that are not sent, because an uploaded file has the same name and size
   */
  add(files: readonly File[], uploads: readonly UploadView[]): string[] {
    const here: string[] = [];
    for (const file of files) {
      const isSame = ({ name, size }: { name: string; size: number }) => name === file.name && size === file.size;
      const known = this.all().find((transfer) => isSame(transfer.file));
      if (known?.isActive()) continue;
      const upload = uploads.find((each) => isSame(each) && each.sample_id === null && each.status !== 'rejected');
      if (upload && upload.status !== 'uploading') here.push(file.name);
      else this.put(file, upload?.upload_id ?? null, known);
    }
    this.next();
    return here;
  }

  /** Queues a paused or failed transfer again. */
  goOn(transfer: Transfer): void {
    transfer.state.set('waiting');
    this.next();
  }

  async pause(transfer: Transfer): Promise<void> {
    await transfer.pause();
    this.next();
  }

  /** Stops a transfer and forgets it. Data that was received stays on the server until it is deleted there. */
  async drop(transfer: Transfer): Promise<void> {
    await transfer.pause();
    this.all.update((all) => all.filter((each) => each !== transfer));
    this.next();
  }

  private put(file: File, uploadId: string | null, instead: Transfer | undefined): void {
    const transfer = new Transfer(file, {
      uploadId,
      onStop: () => this.next(),
      onSignedOut: () => this.session.signedOut.set(true),
    });
    this.all.update((all) => [...all.filter((each) => each !== instead), transfer]);
  }

  private next(): void {
    const sending = this.active().filter(({ state }) => state() !== 'waiting').length;
    const waiting = this.active().filter(({ state }) => state() === 'waiting');
    for (const transfer of waiting.slice(0, Math.max(0, AT_ONCE - sending))) void transfer.start();
  }
}
