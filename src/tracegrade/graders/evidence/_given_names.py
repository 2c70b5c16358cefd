"""Names that people are given, by which a name of two words is known to be a person's.

Those that are more often a place, a month or a common word are left out.
"""

from __future__ import annotations

__all__ = ["GIVEN_NAMES"]

_WRITTEN = (
    # English
    "aaron abigail adam alan alice alison amanda amber amy andrea andrew angela ann anna anne anthony arthur ashley "
    "barry becky benjamin bernard bethany betty brandon brenda brian bridget bruce caitlin cameron carl caroline "
    "catherine cathy cheryl chloe christine christopher cindy clare claire claudia colin connor craig cynthia daniel "
    "danielle darren david deborah debra denise dennis derek diana diane donald donna dorothy douglas duncan edward "
    "edwin eileen elaine eleanor elizabeth ellen elliot emily emma eric erica ethan eugene evelyn fiona frances gareth "
    "gavin geoffrey george gerald gillian gordon graham greg gregory hannah harold harriet harry heather helen henry "
    "howard hugh ian isaac isabel isabella jacob jacqueline james jane janet janice jason jeffrey jennifer jeremy "
    "jessica joan joanna joel john jonathan joseph joshua joyce judith judy julia julian julie justin karen katherine "
    "kathleen kathryn kathy katie keith kelly kenneth kevin kimberly kirsty laura lauren lawrence leonard leslie lewis "
    "liam linda lisa louise lucas lucy luke lynn malcolm margaret marilyn marion martin mary matthew maureen megan "
    "melanie melissa michael michelle miriam nancy naomi natalie nathan neil nicholas nicola nicole noah norman oliver "
    "olivia owen pamela patricia patrick paul paula penelope peter philip phoebe priscilla rachel ralph raymond rebecca "
    "richard robert robin roger ronald rosemary roy russell ruth ryan samantha samuel sandra sara sarah sean sharon "
    "sheila shirley simon sophia sophie stephanie stephen steven stewart stuart susan suzanne sylvia teresa theresa "
    "thomas timothy tina tracy trevor valerie vanessa veronica vincent walter wendy william yvonne zachary zoe "
    # German, Dutch, Scandinavian
    "achim agnes albrecht alexander alfred andreas anja anke annette annika antje arne arnold astrid axel barbara "
    "bastian beate bernd bernhard bettina bianca birgit bjorn bram britta carsten christa christian christoph claudia "
    "corinna cornelia daan dagmar detlef dieter dietmar dirk doris eberhard eckhard edith elias elke ernst erik eva "
    "felix femke florian frank franz franziska frauke friedrich fritz gabriele georg gerd gerhard gisela greta gregor "
    "gudrun gunther gustav hanna hannes hans harald hartmut heidi heiko heike heinrich heinz helga helmut hendrik henning "
    "henrik herbert hermann hilde holger horst hubert inga inge ingrid ines irene iris jana jens joachim jochen jonas "
    "jorg jorge jurgen jutta kai karin karl karsten katharina kathrin katja kerstin klaas klaus konrad kristin kurt "
    "lars lena leon lieke linus lothar lotte ludwig lukas magnus maike manfred mareike marek marie markus martina "
    "mathias matthias maximilian meike melina mikkel monika moritz nadine nico niklas nils nina norbert olaf ole oskar "
    "otto petra philipp pieter rainer ralf reinhard renate rolf rudolf ruediger sabine sander sanne saskia sebastian "
    "sigrid silke silvia sjoerd sonja stefan steffen stijn susanne sven svenja tanja theo thijs thorsten tilman tim tobias "
    "torben torsten udo ulrich ulrike ursula ute uwe verena volker waltraud werner wiebke wilhelm willem wolfgang wouter "
    # French
    "adele adrien alain aline amelie andre antoine arnaud audrey aurelie aurelien baptiste beatrice benoit bertrand "
    "brigitte camille cecile cedric celine chantal charlotte christelle claude clement clementine corinne cyril damien "
    "delphine dominique elodie emilie emmanuel emmanuelle estelle etienne fabien fabrice francois francoise frederic "
    "gabrielle genevieve gerard gilles guillaume helene herve hugo isabelle jacques jean jerome joelle josephine laurence "
    "laurent leo lionel luc lucie ludovic madeleine manon marc marcel margaux marguerite marianne marine marion mathieu "
    "mathilde maxime mireille monique nathalie nicolas noemie odette odile olivier pascal pauline philippe pierre "
    "quentin raphael remi remy renaud rene sandrine sebastien severine simone solange stephane sylvain sylvie thibault "
    "thierry valentin veronique virginie xavier yann yannick yves "
    # Spanish, Portuguese, Italian
    "adriana adriano agustin alberto aldo alejandra alejandro alessandra alessandro alessia alfonso alfredo alicia alvaro "
    "amparo andres angelo arturo beatriz begona benito bianca bruna bruno caetano carla carlo carlos carmen catarina "
    "cecilia cesar chiara cristiano cristina dario davide diogo dolores duarte eduardo elena elisa elisabetta emilio "
    "encarnacion enrico enrique ernesto esteban eugenio fabio fabrizio federica federico felipe fernanda fernando "
    "filippo filipa flavia francesca francesco gabriela giacomo gianluca giorgia giorgio giovanna giovanni giulia giulio "
    "giuseppe gloria gonzalo graciela guillermo gustavo hector henrique ignacio ilaria inmaculada irene isidro ivan jaime "
    "javier jesus joao joaquim joaquin jose josefa juan juana julieta laura leandro leticia lorena lorenzo lourdes lucia "
    "luciana luigi luis luisa manuel manuela marcela marcelo marcello marco marcos margarida maria mariana mario marisol "
    "marta martina massimo matteo mauro mercedes michele miguel monica montserrat natalia nerea nuno octavio oscar pablo "
    "paola paolo patricio pedro pilar rafael ramon raquel raul renata renato riccardo ricardo roberta roberto rocio "
    "rodrigo rosario ruben rui salvatore sergio silvana simona sofia soledad stefania stefano susana teresa tiago tomas "
    "valentina vera vicente vittoria vittorio ximena yolanda "
    # Polish, Czech, Russian, Balkan, Hungarian, Greek, Turkish
    "agata agnieszka aleksander aleksandra alena anastasia andrzej andrei aneta artur barbora bartosz beata bogdan boris "
    "bozena branislav daria dariusz dawid dimitri dmitri dorota dragan elzbieta emil emre eszter ewa ferenc gabor goran "
    "grzegorz halina igor ioana irina istvan ivana iwona jacek jakub jan janos jaroslav jerzy jiri joanna justyna kamil "
    "karolina kasia katarzyna katerina konstantin krzysztof laszlo lenka ljubica lukasz maciej magdalena malgorzata marcin "
    "marek mariusz marko martyna mateusz mehmet michal mihai milan milena miroslav monika mustafa natasha nikola nikolai "
    "oksana oleg olga ondrej pavel pawel petar piotr przemyslaw radoslaw rafal slavica sonia stanislav svetlana szymon "
    "tamara tatiana tibor tomasz urszula vaclav vesna viktor vladimir wojciech yusuf zbigniew zdenek zeynep zofia zoltan "
    # Africa, Middle East, Asia
    "abdul abdullah abena adaeze adebayo aditi ahmed aisha akiko akira akua ali amara amina amir amit anil anita anjali "
    "arjun asha ayesha ayumi babak bilal chidi chiara chinedu daichi deepak deepika devika emeka fatima fatou farah femi "
    "folake hana haruka hassan hiroshi hussein ibrahim imani ines ismail jamal jin kavita keiko kenji khalid kofi kwame "
    "lakshmi layla leila mahmoud mariam mei meera mohamed mohammed nadia naoki neha ngozi nikhil noor omar osman parisa "
    "pooja priya rahul rajesh ravi rania rohan sakura samira sana sanjay satoshi sunita takashi tariq thandi thandiwe "
    "themba tunde vikram wei xin yasmin yoko yuki yusra zainab zanele"
)
GIVEN_NAMES = frozenset(_WRITTEN.split())
"""In lower case, without accents."""
