import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadedSample } from '@reprise/samples/contract';
import type { SentUpload, UploadLedger } from '../record/uploads.ts';
import { anyOf, type Gateways } from './gateways.ts';
import type { Choice } from './menu.ts';
import { readsFile } from './reads.ts';
import { bodyOf, patiently, request } from './request.ts';
import { TusRequests, unexpectedIn } from './tus-requests.ts';

const UPLOADERS = 2;
/** A few hundred kB, in pieces of a few dozen kB. */
const READS = [1_500, 6_000] as const;
const PIECE_BYTES = 48 * 1024;
/** Shares of uploads that are abandoned after a part, and of whole ones that become the input of a job. */
const ABANDONED = 0.1;
const SUBMITTED = 0.5;
/** Longest pause after a piece, in milliseconds. */
const PAUSE_MS = 700;

type Submit = (choice: Choice, random: () => number) => Promise<unknown>;

/** Clients that upload reads in pieces through all gateways, and submit jobs with them. */
export class Uploaders {
  readonly #system: Gateways;
  readonly #ledger: UploadLedger;
  readonly #tus: TusRequests;
  readonly #submit: Submit;
  #begun = 0;

  /** @param submit sends a submission as a client does, until it is answered */
  constructor(system: Gateways, ledger: UploadLedger, submit: Submit) {
    this.#system = system;
    this.#ledger = ledger;
    this.#tus = new TusRequests(system.token);
    this.#submit = submit;
  }

  /** Uploads until the signal, and resolves when the last upload is whole. */
  async run(random: () => number, signal: AbortSignal): Promise<void> {
    const uploaders = Array.from({ length: UPLOADERS }, async () => {
      while (!signal.aborted) {
        await sleep(500 + 2_000 * random());
        await this.upload(random);
      }
    });
    await Promise.all(uploaders);
  }

  /** Uploads one file, and submits a job with it, or abandons it. */
  async upload(random: () => number): Promise<void> {
    const [fewest, most] = READS;
    const content = readsFile(random, Math.round(fewest + (most - fewest) * random()));
    const upload = await this.#begin(content, random);
    if (!upload) return;
    const end = random() < ABANDONED ? Math.floor(content.length / 2) : content.length;
    const isWhole = (await this.#send(upload, end, random)) && end === content.length;
    if (isWhole && random() < SUBMITTED) await this.#use(upload, random);
  }

  async #begin(content: Buffer, random: () => number): Promise<SentUpload | undefined> {
    this.#begun += 1;
    const name = `U${String(this.#begun)}_R1.fastq.gz`;
    const id = await patiently(
      async () => (await this.#tus.begin(this.#gateway(random), name, content.length)).id,
      `the start of ${name} is acknowledged`,
    );
    return id === undefined ? undefined : this.#ledger.begin(id, name, content);
  }

  /** Sends the bytes up to `end`, from where a gateway says that they end. Returns whether all are acknowledged. */
  async #send({ id, content }: SentUpload, end: number, random: () => number): Promise<boolean> {
    let offset: number | undefined;
    const isSent = await patiently(async () => {
      const gateway = this.#gateway(random);
      if (offset === undefined) {
        offset = this.#acknowledged(id, await this.#tus.offset(gateway, id));
      } else {
        const piece = content.subarray(offset, Math.min(end, offset + PIECE_BYTES));
        this.#ledger.try(id);
        offset = this.#acknowledged(id, await this.#tus.append(gateway, id, offset, piece));
      }
      await sleep(PAUSE_MS * random());
      return offset !== undefined && offset >= end;
    }, `${id} is received`);
    return isSent === true;
  }

  /** Makes a sample of an upload, which is possible once it is checked, and submits a job with it. */
  async #use(upload: SentUpload, random: () => number): Promise<void> {
    const sample = await patiently(() => this.#sample(upload, this.#gateway(random)), `${upload.id} is in a sample`);
    if (!sample) return;
    this.#ledger.made(upload.id, sample.sample_id);
    await this.#submit(
      { verb: 'submit', target: null, reads: { folder: sample.input_dir, upload: upload.id } },
      random,
    );
  }

  /** The sample of an upload: made now, or by an earlier try without a response. */
  async #sample({ id }: SentUpload, gateway: string): Promise<UploadedSample | undefined> {
    const headers = { authorization: `Bearer ${this.#system.token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ name: `U-${id}`, upload_ids: [id] });
    const url = `${gateway}/api/uploads/samples`;
    const reply = await request(url, { method: 'POST', headers, body });
    if (reply.status === 201) return bodyOf<UploadedSample>(reply) as UploadedSample;
    const unexpected = unexpectedIn(reply);
    if (unexpected) this.#ledger.addUnexpected(id, unexpected);
    if (reply.status !== 409) return undefined;
    const { items = [] } = bodyOf<{ items: UploadedSample[] }>(await request(`${url}?limit=1000`, { headers }));
    return items.find(({ upload_ids }) => upload_ids.includes(id));
  }

  #acknowledged(id: string, { reply, bytes }: Awaited<ReturnType<TusRequests['offset']>>): number | undefined {
    const unexpected = unexpectedIn(reply);
    if (unexpected) this.#ledger.addUnexpected(id, unexpected);
    if (bytes !== undefined) this.#ledger.acknowledge(id, bytes);
    return bytes;
  }

  #gateway = (random: () => number): string => anyOf(this.#system, random);
}
