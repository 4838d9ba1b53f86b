//! What the people of the demonstration have written.

pub(super) const ACCOUNT: &str = "\
K. had come every Tuesday for five weeks. In the sixth I was on leave, and I had not told her. When she did not come the week after, I wrote \
“did not attend” and went on to the next name.

It took me until supervision on the Thursday to see what I had done. I had been looking at her motivation; the thing that had changed was me. For five \
weeks I had been the person who was there, and then I was not, without a word. Read that way, staying away was the sensible thing to do.

I rang her. I did not ask why she had missed. I said that I had been away, that I should have told her, and that I wondered what it had been like to turn \
up and find nobody. There was a long silence, and then she laughed, not kindly. She said she was used to it. I said that I did not want her to have to be \
used to it from me.

She came the next week, twenty minutes late. We spent most of the hour on small things: her daughter’s school play, a form from the council. I did not push \
the plan. At the end she asked, looking at the door, when I was next away. I got out my diary and we looked together. I wrote the dates on a card for her, \
with the name of the colleague who would be there, and I introduced them the week after.

What attachment explains for me here is the timing: the withdrawal came when the base was gone. What it does not explain is everything: her money had been \
stopped in the same week, and that mattered too. My own part was the wish not to be needed so much, which made it easy to leave without saying so. I have \
changed one thing in how I work. Nobody on my list hears about my leave from an empty room any more.";

pub(super) const ACCOUNT_AGAIN: &str = "\
K. had come every Tuesday for five weeks. In the sixth I was on leave, and I had not told her. When she did not come the week after, I wrote \
“did not attend” and went on to the next name.

It took me until supervision on the Thursday to see what I had done. For five weeks I had been the person who was there, and then I was not, without a word. \
Read that way, staying away was the sensible thing to do.

I rang her, said that I had been away and should have told her, and asked what it had been like to turn up and find nobody. She laughed, not kindly, and \
said that she was used to it.

You asked what we had agreed on before the break, and how I know that we had agreed. Looking back at week three: our goal, in her words, was to “be there for \
the play without being ill”. The task we had settled on was the appointment with the prescriber, and there we had not agreed at all. I had made it for her. She \
had nodded. I took the nod for agreement because I was relieved. In week seven I asked again, and she said that the prescriber was the one who had looked at \
her arms before her face. We changed the task: I went with her, and she decided that I would speak first.

You asked about the bond as well. What I would point to is the diary. She asked when I was next away, looking at the door; I read it as a question about \
whether I would still be there, and answered it as one. I cannot know that I was right. She took the card.

What I would do now: ask about tasks as carefully as about goals, and take a nod as the beginning of a question.";

pub(super) const JUSTIFICATION: &str =
    "I describe what I noticed, my own part in it, and what I did next.";

pub(super) const ACHIEVED: &str = "Clear, and in your own words. The detail of the diary shows it better than any definition would.";

pub(super) const NOT_YET: &str = "You describe the break well. What is still missing is what the two of you had agreed on before it: the goal, the task, and how you \
know that she had agreed. Add a paragraph on that, and on what you would do differently now.";

pub(super) const NEXT_STEP: &str = "Look back at your notes of week three, and write the paragraph on what you had agreed. Bring it to supervision first if that helps.";

pub(super) const COMMENT: &str =
    "Thank you for writing about a week that did not go well. That is where this work is learnt.";

pub(super) const NOTE: &str = "To be written together, at the table, when we meet on Thursday. She wants to read it before anybody else does.";
