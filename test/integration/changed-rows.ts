import type { TestDatabase } from '../harness/database.js';

/** The tables written to since the last `take`. */
export type ChangedRows = Readonly<{ take: () => Promise<string[]> }>;

/** Excluded: updated at most once a minute when a key is used, whatever the outcome of the request. */
const NOT_STATE = ['api_key'];

/** Records every committed insert, update and delete; a rollback also removes its record. */
export async function watchRows({ sql }: TestDatabase): Promise<ChangedRows> {
  await sql('CREATE TABLE changed_row (position bigserial PRIMARY KEY, what text NOT NULL)');
  await sql(`CREATE FUNCTION note_changed_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
    BEGIN INSERT INTO changed_row (what) VALUES (TG_OP || ' ' || TG_TABLE_NAME); RETURN NULL; END $$`);
  const tables = await sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname <> 'changed_row' AND relname <> ALL ($1)`,
    [NOT_STATE],
  );
  for (const { name } of tables)
    await sql(`CREATE TRIGGER note_changed_row AFTER INSERT OR UPDATE OR DELETE ON "${name}"
      FOR EACH ROW EXECUTE FUNCTION note_changed_row()`);
  return {
    async take() {
      const recorded = await sql<{ what: string }>('DELETE FROM changed_row RETURNING what');
      return [...new Set(recorded.map(({ what }) => what))].toSorted();
    },
  };
}
