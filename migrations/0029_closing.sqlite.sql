-- An answer to an appeal stands against a decision that was made anew before it: the action is not closed with that.
CREATE TRIGGER action_reviews_after_appeals BEFORE INSERT ON action_reviews
WHEN NEW.outcome = 'closed' AND EXISTS (
    SELECT 1 FROM corrections k JOIN appeal_outcomes o ON o.decision_id = k.decision_id
    WHERE k.answer_id = NEW.answer_id AND o.answered_at > k.corrected_at)
BEGIN
    SELECT RAISE(ABORT, 'an appeal was answered since');
END;
