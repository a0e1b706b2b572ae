//! Why a call has no answer.

words! {
    NOT_REACHED = "The service could not be reached. Check the connection; nothing here was lost.";
    UNREADABLE = "The answer was not one of the BIM API. A proxy may have answered in its place.";
    EMPTY_ANSWER = "The answer was empty.";
    FORBIDDEN = "Your permissions do not allow this.";
    TOO_MANY = "Too many tries. Wait before the next one.";
    SECONDS = "seconds";
    REQUEST = "Request";
    HTTP_STATUS = "Status";
}
