import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { userActor } from '@reprise/contracts';
import { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import { CHANGE_FEED, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { isDatabaseAway, type ChangeFeed, type ReadModel } from '@reprise/read-model';
import { auditTime, type Subscription } from 'rxjs';
import { viewTables } from './database.ts';

/** Delay after the read model has advanced. An erasure is an event, so no timer is needed. */
const AFTER_MOVE_MS = 2_000;

/** Deletes the own views of erased accounts. Shared ones stay, and admins can change them. */
@Injectable()
export class ErasedAccounts implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger('Views');
  #moves: Subscription | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    private readonly people: PeopleDirectory,
  ) {}

  onApplicationBootstrap(): void {
    this.#run();
    this.#moves = this.feed.moves.pipe(auditTime(AFTER_MOVE_MS)).subscribe(() => this.#run());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#moves?.unsubscribe();
    await this.#running;
  }

  #run(): void {
    this.#running = this.#running
      .then(() => this.deleteViews())
      .catch((error: unknown) => {
        if (!isDatabaseAway(error)) this.#logger.error({ err: error }, 'Views of erased accounts could not be deleted');
      });
  }

  private async deleteViews(): Promise<void> {
    const db = viewTables(this.readModel);
    const rows = await db.selectFrom('view').select('created_by').distinct().where('is_shared', '=', false).execute();
    if (rows.length === 0) return;
    const { people } = await this.people.read();
    const erased = new Set(people.flatMap((person) => (person.erased ? [userActor({ userId: person.user_id })] : [])));
    const owners = rows.map(({ created_by }) => created_by).filter((owner) => erased.has(owner));
    if (owners.length === 0) return;
    await db.deleteFrom('view').where('is_shared', '=', false).where('created_by', 'in', owners).execute();
  }
}
