import type { TestDatabase } from './database.js';

/**
 * Everything in the schema, one fact per line, sorted: two databases with equal dumps behave alike. All traits of a
 * column count except its position, on which no statement of ours depends.
 */
export async function dumpSchema({ sql }: Pick<TestDatabase, 'sql'>): Promise<readonly string[]> {
  const facts = await sql<{ fact: string }>(SCHEMA.join('\nUNION ALL\n'));
  return facts.map(({ fact }) => fact).toSorted();
}

/** Excludes the migrator's own tables, and objects that belong to an extension, which is listed by name. */
const RELATIONS = `(
  SELECT c.oid, c.relname, c.relkind, c.reloptions, c.relpersistence, c.relacl FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'schema_migration%'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))`;

const FUNCTIONS = `(
  SELECT p.oid, p.proname, p.proacl FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'))`;

const SCHEMA = [
  `SELECT concat('extension ', extname) AS fact FROM pg_extension`,

  `SELECT concat('domain ', typname, ' ', format_type(typbasetype, typtypmod), ' collate ', collname, ' not null ', typnotnull, ' default ', typdefault)
   FROM pg_type LEFT JOIN pg_collation l ON l.oid = typcollation WHERE typtype = 'd' AND typnamespace = 'public'::regnamespace`,

  `SELECT concat('relation ', relname, ' kind ', relkind, ' persistence ', relpersistence, ' with ', reloptions) FROM ${RELATIONS} r`,

  `SELECT concat('column ', relname, '.', attname, ' ', format_type(atttypid, atttypmod), ' not null ', attnotnull, ' identity ', attidentity,
     ' generated ', attgenerated, ' default ', pg_get_expr(adbin, adrelid), ' collate ', collname, ' storage ', attstorage, ' grants ', attacl)
   FROM ${RELATIONS} r JOIN pg_attribute ON attrelid = r.oid AND attnum > 0 AND NOT attisdropped
   LEFT JOIN pg_attrdef ON adrelid = r.oid AND adnum = attnum LEFT JOIN pg_collation l ON l.oid = attcollation
   WHERE relkind IN ('r', 'v', 'p')`,

  `SELECT concat('constraint ', coalesce(relname, typname), '.', conname, ' ', pg_get_constraintdef(k.oid), ' validated ', convalidated)
   FROM pg_constraint k LEFT JOIN ${RELATIONS} r ON r.oid = conrelid LEFT JOIN pg_type t ON t.oid = contypid
   WHERE connamespace = 'public'::regnamespace AND (conrelid = 0 OR r.oid IS NOT NULL)`,

  `SELECT concat('index ', pg_get_indexdef(indexrelid), ' valid ', indisvalid)
   FROM pg_index JOIN ${RELATIONS} r ON r.oid = indrelid`,

  `SELECT concat('sequence ', relname, ' ', format_type(seqtypid, NULL), ' ', seqstart, ' ', seqincrement, ' ', seqmin, ' ', seqmax, ' ', seqcache, ' ', seqcycle)
   FROM ${RELATIONS} r JOIN pg_sequence ON seqrelid = r.oid`,

  `SELECT concat('function ', pg_get_functiondef(oid), ' grants ', proacl) FROM ${FUNCTIONS} f`,

  `SELECT concat('trigger ', pg_get_triggerdef(t.oid), ' enabled ', tgenabled)
   FROM pg_trigger t JOIN ${RELATIONS} r ON r.oid = tgrelid WHERE NOT tgisinternal`,

  `SELECT concat('grant ', relname, ' ', grantee::regrole, ' ', privilege_type, ' ', is_grantable)
   FROM ${RELATIONS} r, aclexplode(relacl) WHERE relacl IS NOT NULL`,

  `SELECT concat('comment ', identity, ': ', description)
   FROM pg_description, pg_identify_object(classoid, objoid, objsubid) WHERE schema = 'public' OR identity LIKE '% on public.%'`,
];
