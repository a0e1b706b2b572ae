//! Lists as files: export and import.

words! {
    EXPORT_CSV = "Export CSV";
    EXPORT_DETAIL = "All who match, with the columns shown, and with permissions, groups and attributes. It can be imported again.";
    EXPORT_NEEDS_ADMIN = "Groups and attributes need USER_ADMIN and are left out.";
    EXPORT_COLUMNS = "Columns";
    EXPORTING = "Writing the file";
    EXPORT_FAILED = "The list could not be exported";
    EXPORTED = "lines are in the file.";
    EXPORT = "Export";
    GROUPS_ELSEWHERE = "Groups elsewhere";
    ATTRIBUTES_ELSEWHERE = "Attributes elsewhere";

    IMPORT_USERS = "Import users";
    IMPORT_CSV = "Import CSV";
    IMPORT_DETAIL = "Creates and changes people as a file has them. What would happen is shown first. Nobody is deleted.";
    IMPORT_DROP = "Drop a CSV file here";
    IMPORT_DROP_DETAIL = "One person in a line, under a line with the columns' names. An exported list has the format.";
    IMPORT_READING = "Reading the file";
    IMPORT_UNREADABLE = "The file could not be read";
    IMPORT_EMPTY = "The file has no lines with people.";
    IMPORT_LINES = "lines";
    IMPORT_MAPPING = "Which column holds what";
    IMPORT_UNUSED = "Not in the file";
    IMPORT_NEEDS_USERNAME = "Choose the column with the usernames.";
    IMPORT_FIRST_LINES = "The first lines";
    IMPORT_OTHER_FILE = "Another file";
    IMPORT_CHECKING = "Comparing with what is there";
    IMPORT_CHECK_FAILED = "It could not be read what is there";
    IMPORT_NOTHING = "There is nothing to do: all is as the file has it.";
    IMPORT_CREATE = "to create";
    IMPORT_UPDATE = "to change";
    IMPORT_SAME = "need nothing";
    IMPORT_WRONG = "with mistakes";
    IMPORT_CONFLICT = "in conflict";
    IMPORT_LEFT_OUT = "Lines with mistakes or in conflict are left out.";
    IMPORT_DOES = "What the file does";
    IMPORT_PROBLEMS = "What is left out, and why";
    IMPORT_TAKES = "lines take permissions, groups or attributes away, or disable an account.";
    STEP_UPDATE = "Change";
    STEP_CONFLICT = "Conflict";
    STEP_MISTAKE = "Mistake";
    IMPORT_LINE = "Line";
    IMPORT_IMPORTING = "Importing";
    IMPORT_MORE = "Import another file";
    IMPORT_BACK = "Change the columns";

    LINE_CUT_OFF = "The file ends in the middle of this line: it was cut off.";
    LINE_BEHIND_QUOTE = "Something stands behind a closing quote.";
    LINE_TOO_LONG = "It has more cells than the first line has names.";
    LINE_TOO_SHORT = "It has fewer cells than the first line has names.";
    NOT_A_STATUS = "Either enabled or disabled.";
    NOT_A_PAIR = "This is no key=value:";
    NO_SUCH_PROVIDER = "There is no identity provider";
    NO_SUCH_PERMISSION = "There is no permission";
    NO_SUCH_GROUP_NAMED = "The built-in provider has no group";
    TWICE_IN_FILE = "This person stands in line";
    ALIKE_BUT_FOR_CASE = "There is an account that differs in upper and lower case alone:";
    CREATED_ELSEWHERE = "There is no such account; its provider creates it.";
}
