// What stands below the list of commands.
export const afterHelp = `
Settings come from the environment: DATA_DIR (default ./data), HOST, PORT, PUBLIC_URL, SITE,
SITE_ZONE, LEGAL_ENTITY; DATABASE_URL and EVENTSTORE_URL name databases of your own. Once people
exist, a program asks with API_KEY, and a person logs in. docs/operations.md says more.
Exit codes: 0 done, 1 refused or verification failed, 2 wrong usage.`;
