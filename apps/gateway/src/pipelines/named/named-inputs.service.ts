import { realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { NamedInput, NamedInputBody, Page } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { isInside } from '@reprise/pipelines';
import { pageOfList, type PageOptions, type ReadModel } from '@reprise/read-model';
import { ProblemException, wrongFields } from '../../shared/http/problem.ts';
import { folderLock, type Lock } from '../../shared/inputs/folder-lock.ts';
import { InputTrail, type InputAuthor } from '../../shared/inputs/input-trail.ts';
import { RecordOutbox, withoutSent, withUnsent, type Outgoing } from '../../shared/inputs/record-outbox.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { Records } from '../../shared/records.ts';
import { READ_MODEL, SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

type NamedInputRecord = NamedInput & Outgoing;

/** Registered inputs by name. A job records the paths, so changes here do not affect jobs. */
@Injectable()
export class NamedInputs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #records: Records<NamedInputRecord>;
  readonly #outbox: RecordOutbox<NamedInputRecord>;
  /** Serializes the changes of all gateways, so that no name is taken twice. */
  readonly #exclusively: Lock;

  constructor(
    @Inject(SETTINGS) { dataDir }: Pick<GatewaySettings, 'dataDir'>,
    private readonly pipelines: InstalledPipelines,
    private readonly trail: InputTrail,
    @Inject(READ_MODEL) readModel: ReadModel,
  ) {
    this.#exclusively = folderLock(readModel, 'reprise.inputs');
    const records = new Records<NamedInputRecord>(join(dataDir, 'inputs'));
    this.#records = records;
    this.#outbox = new RecordOutbox(trail, {
      all: () => records.all(),
      find: (id) => records.find(id),
      idOf: ({ input_id }) => input_id,
      forget: (id, sent) => this.#exclusively(() => records.change(id, (record) => withoutSent(record, sent))),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#records.open();
    await this.#outbox.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#outbox.stop();
  }

  /** Newest first. @param removed whether removed inputs are also listed */
  async list({ removed, ...query }: PageOptions & { readonly removed: boolean }): Promise<Page<NamedInput>> {
    const all = await this.#records.all();
    return pageOfList(
      all.filter(({ removed_at }) => removed || removed_at === null).map(({ unsent: _, ...input }) => input),
      query,
    );
  }

  /** @throws ProblemException 409 if the name is taken, 422 if a path is not in the input roots */
  async add({ reason, ...body }: NamedInputBody, by: InputAuthor): Promise<NamedInput> {
    const input = await this.#exclusively(async () => {
      await this.#assertReachable(body.params);
      const taken = (await this.#records.all()).find((one) => one.removed_at === null && isSame(one.name, body.name));
      if (taken)
        throw new ProblemException(
          409,
          `${taken.name} is registered already. Remove it first, or choose another name.`,
        );
      const added = { added_at: new Date().toISOString(), added_by: by.actor, removed_at: null, removed_by: null };
      const input: NamedInput = { input_id: newId(), ...body, ...added };
      await this.trail.assertAnswers();
      const data = { ...body, reason: reason ?? null };
      const event = this.trail.prepare({ type: 'input_registered', subject: input.input_id, data }, by);
      await this.#records.save(input.input_id, withUnsent<NamedInputRecord>(input, event));
      return input;
    });
    await this.#outbox.send(input.input_id);
    return input;
  }

  /** @throws ProblemException 404, 422 if a required reason is missing */
  async remove(id: string, reason: string | undefined, by: InputAuthor): Promise<void> {
    await this.#exclusively(async () => {
      const input = await this.#records.find(id);
      if (!input || input.removed_at !== null) throw new ProblemException(404, `There is no registered input ${id}.`);
      this.trail.requireReason('remove_input', reason);
      await this.trail.assertAnswers();
      const { input_id, name, kind, params, added_by: registered_by, added_at: registered_at } = input;
      const data = { name, kind, params, registered_by, registered_at, reason: reason ?? null };
      const event = this.trail.prepare({ type: 'input_removed', subject: input_id, data }, by);
      const removed = { removed_at: new Date().toISOString(), removed_by: by.actor };
      await this.#records.change(input_id, (now) => withUnsent({ ...now, ...removed }, event));
    });
    await this.#outbox.send(id);
  }

  async #assertReachable(params: NamedInputBody['params']): Promise<void> {
    const roots = await Promise.all(
      (await this.pipelines.inputRoots()).map((root) => realpath(root).catch(() => root)),
    );
    const errors = await Promise.all(
      Object.entries(params)
        .filter(([, value]) => isAbsolute(value))
        .map(async ([name, value]) => {
          const real = await realpath(value).catch(() => null);
          if (real !== null && roots.some((root) => isInside(real, root))) return [];
          return [{ field: `params.${name}`, message: 'must be a file or folder in one of the input roots' }];
        }),
    );
    if (errors.flat().length > 0) throw wrongFields(errors.flat());
  }
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
