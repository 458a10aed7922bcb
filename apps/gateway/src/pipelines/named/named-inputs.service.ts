import { realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { NamedInput, NamedInputBody, Page } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import { isInside } from '@reprise/pipelines';
import { pageOfList, type PageOptions } from '@reprise/read-model';
import { ProblemException, wrongFields } from '../../shared/http/problem.ts';
import { InstalledPipelines } from '../../shared/pipelines/installed-pipelines.ts';
import { Records } from '../../shared/records.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

/** Inputs that people pick by name. A job records the paths, so a change here alters no job. */
@Injectable()
export class NamedInputs implements OnApplicationBootstrap {
  readonly #records: Records<NamedInput>;
  /** Changes one after the other, so that no name is taken twice. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(SETTINGS) { dataDir }: Pick<GatewaySettings, 'dataDir'>,
    private readonly pipelines: InstalledPipelines,
  ) {
    this.#records = new Records(join(dataDir, 'inputs'));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.#records.open();
  }

  /** Newest first. @param removed whether those that are not offered any more are listed, too */
  async list({ removed, ...query }: PageOptions & { readonly removed: boolean }): Promise<Page<NamedInput>> {
    const all = await this.#records.all();
    return pageOfList(
      all.filter(({ removed_at }) => removed || removed_at === null),
      query,
    );
  }

  /** @throws ProblemException 409 the name is taken, 422 a path is not in the input roots */
  add(body: NamedInputBody, actor: string): Promise<NamedInput> {
    return this.#oneByOne(async () => {
      await this.#assertReachable(body.params);
      const taken = (await this.#records.all()).find((one) => one.removed_at === null && isSame(one.name, body.name));
      if (taken)
        throw new ProblemException(
          409,
          `${taken.name} is registered already. Remove it first, or choose another name.`,
        );
      const added = { added_at: new Date().toISOString(), added_by: actor, removed_at: null, removed_by: null };
      const input: NamedInput = { input_id: newId(), ...body, ...added };
      await this.#records.save(input.input_id, input);
      return input;
    });
  }

  /** @throws ProblemException 404 */
  remove(id: string, actor: string): Promise<void> {
    return this.#oneByOne(async () => {
      const input = await this.#records.find(id);
      if (!input || input.removed_at !== null) throw new ProblemException(404, `There is no registered input ${id}.`);
      await this.#records.save(id, { ...input, removed_at: new Date().toISOString(), removed_by: actor });
    });
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

  #oneByOne<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
