import { migrate, type Migrations, type ReadModel } from '@reprise/read-model';
import { Migration } from '@mikro-orm/migrations';

/** Measurements are not derived from events, so their schema is one that rebuilds do not touch. */
const OPERATIONS_SCHEMA = 'operations';

/** Sums of the measurements of each runner in each hour. Their means follow from `measurements`. */
class M0001RunnerHour extends Migration {
  override up(): void {
    this.addSql(`create table runner_hour (runner_id text not null, since timestamptz not null, host text,
      measurements bigint not null, slots bigint not null, slots_taken bigint not null,
      disk_bytes bigint, disk_free_bytes bigint, primary key (since, runner_id))`);
  }
}

const migrations: Migrations = [{ name: 'M0001RunnerHour', class: M0001RunnerHour }];

/** Migrates the tables. @throws the driver's error */
export const migrateOperations = ({ migrateUrl }: Pick<ReadModel, 'migrateUrl'>): Promise<void> =>
  migrate(migrateUrl, OPERATIONS_SCHEMA, migrations);
