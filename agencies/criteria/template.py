"""What an agency that wants to join is asked, beside its people: the first edition, in our own words."""

QUESTIONS = (
    "Who are you, and what is your mandate?",
    "What do you do on migration?",
    "In which countries and regions do you do it?",
    "What would you bring to the Group: knowledge, data, people, programmes?",
    "Where does your work overlap with that of the members, and how would you divide it?",
    "Are you ready to take the chair when your turn comes, and to share the work until then?",
)
