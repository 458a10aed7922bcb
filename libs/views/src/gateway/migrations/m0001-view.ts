import { Migration } from '@mikro-orm/migrations';

/** Names are unique per person, and among the shared views. */
export class M0001View extends Migration {
  override up(): void {
    this.addSql(`create table view (
      view_id uuid primary key,
      name text not null,
      is_shared boolean not null,
      created_by text not null,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      list jsonb not null)`);
    this.addSql(`create unique index view_own on view (created_by, lower(name)) where not is_shared`);
    this.addSql(`create unique index view_shared on view (lower(name)) where is_shared`);
  }
}
