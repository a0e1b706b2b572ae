//! Names of people, by language: as written, and as it appears in an address.

/// A given or family name and its Latin form.
pub(crate) type Name = (&'static str, &'static str);

/// A language: given names, family names, whether the family name comes first, and the countries it is met in.
pub(crate) struct Language {
    pub(crate) given: &'static [Name],
    pub(crate) family: &'static [Name],
    pub(crate) family_first: bool,
    pub(crate) separator: &'static str,
    pub(crate) countries: &'static [&'static str],
    pub(crate) weight: usize,
}

/// The languages of the demo world.
pub(crate) const LANGUAGES: &[Language] = &[
    Language {
        given: &[
            ("James", "james"), ("Mary", "mary"), ("Robert", "robert"), ("Patricia", "patricia"), ("John", "john"),
            ("Jennifer", "jennifer"), ("Michael", "michael"), ("Linda", "linda"), ("David", "david"),
            ("Elizabeth", "elizabeth"), ("William", "william"), ("Barbara", "barbara"), ("Richard", "richard"),
            ("Susan", "susan"), ("Joseph", "joseph"), ("Jessica", "jessica"), ("Thomas", "thomas"), ("Karen", "karen"),
            ("Sarah", "sarah"), ("Charles", "charles"), ("Anna", "anna"), ("Hannah", "hannah"), ("Arthur", "arthur"),
            ("Grace", "grace"), ("Oliver", "oliver"), ("Amelia", "amelia"), ("Noah", "noah"), ("Ruth", "ruth"),
        ],
        family: &[
            ("Smith", "smith"), ("Johnson", "johnson"), ("Williams", "williams"), ("Brown", "brown"),
            ("Jones", "jones"), ("Miller", "miller"), ("Davis", "davis"), ("Wilson", "wilson"),
            ("Anderson", "anderson"), ("Taylor", "taylor"), ("Moore", "moore"), ("Jackson", "jackson"),
            ("O'Brien", "obrien"), ("O'Connor", "oconnor"), ("MacLeod", "macleod"), ("Fitzgerald", "fitzgerald"),
            ("Harris", "harris"), ("Clark", "clark"), ("Lewis", "lewis"), ("Walker", "walker"), ("Young", "young"),
            ("King", "king"), ("Wright", "wright"), ("Hill", "hill"), ("Green", "green"), ("Baker", "baker"),
            ("Nelson", "nelson"), ("Carter", "carter"), ("Mitchell", "mitchell"), ("Turner", "turner"),
        ],
        family_first: false,
        separator: " ",
        countries: &["US", "GB", "IE", "CA", "AU"],
        weight: 40,
    },
    Language {
        given: &[
            ("Jürgen", "juergen"), ("Käthe", "kaethe"), ("Björn", "bjoern"), ("Zoë", "zoe"), ("François", "francois"),
            ("Éva", "eva"), ("José", "jose"), ("Núria", "nuria"), ("Łukasz", "lukasz"), ("Michał", "michal"),
            ("Åsa", "asa"), ("Øyvind", "oyvind"), ("Søren", "soren"), ("Tomáš", "tomas"), ("Željko", "zeljko"),
            ("İbrahim", "ibrahim"), ("Gülşen", "gulsen"), ("Ștefan", "stefan"), ("Ingeborg", "ingeborg"),
            ("Matthias", "matthias"), ("Chloé", "chloe"), ("João", "joao"), ("Conceição", "conceicao"),
        ],
        family: &[
            ("Müller", "mueller"), ("Weiß", "weiss"), ("Schröder", "schroeder"), ("Lefèvre", "lefevre"),
            ("García Márquez", "garcia.marquez"), ("Muñoz", "munoz"), ("Kowalczyk", "kowalczyk"),
            ("Wójcik", "wojcik"), ("Dvořák", "dvorak"), ("Horváth", "horvath"), ("Sørensen", "sorensen"),
            ("Åström", "astrom"), ("Čapek", "capek"), ("Yılmaz", "yilmaz"), ("Öztürk", "ozturk"),
            ("van der Berg", "vanderberg"), ("de la Cruz", "delacruz"), ("D'Angelo", "dangelo"),
            ("Gonçalves", "goncalves"), ("Ionescu", "ionescu"), ("Saint-Exupéry", "saint-exupery"),
        ],
        family_first: false,
        separator: " ",
        countries: &["DE", "FR", "ES", "PL", "SE", "DK", "CZ", "TR", "PT", "IT", "NL", "RO"],
        weight: 26,
    },
    Language {
        given: &[
            ("Ελένη", "eleni"), ("Γιώργος", "giorgos"), ("Αθηνά", "athina"), ("Νίκος", "nikos"), ("Μαρία", "maria"),
            ("Θεόδωρος", "theodoros"), ("Κατερίνα", "katerina"),
        ],
        family: &[
            ("Παπαδόπουλος", "papadopoulos"), ("Οικονόμου", "oikonomou"), ("Βασιλείου", "vasileiou"),
            ("Νικολάου", "nikolaou"), ("Χριστοδούλου", "christodoulou"),
        ],
        family_first: false,
        separator: " ",
        countries: &["GR", "CY"],
        weight: 4,
    },
    Language {
        given: &[
            ("Анна", "anna"), ("Дмитрий", "dmitrii"), ("Екатерина", "ekaterina"), ("Олена", "olena"),
            ("Тарас", "taras"), ("Фёдор", "fedor"), ("Мария", "mariya"), ("Йоана", "yoana"),
        ],
        family: &[
            ("Иванова", "ivanova"), ("Смирнов", "smirnov"), ("Кузнецова", "kuznetsova"), ("Шевченко", "shevchenko"),
            ("Коваленко", "kovalenko"), ("Соловьёв", "soloviev"), ("Георгиев", "georgiev"),
        ],
        family_first: false,
        separator: " ",
        countries: &["UA", "BG", "RS", "KZ"],
        weight: 6,
    },
    Language {
        given: &[
            ("محمد", "mohammed"), ("فاطمة", "fatima"), ("أحمد", "ahmed"), ("ليلى", "layla"), ("يوسف", "yusuf"),
            ("نور", "nour"),
        ],
        family: &[
            ("الهاشمي", "alhashimi"), ("حداد", "haddad"), ("منصور", "mansour"), ("الفاسي", "alfassi"), ("خوري", "khoury"),
        ],
        family_first: false,
        separator: " ",
        countries: &["EG", "AE", "MA", "JO"],
        weight: 4,
    },
    Language {
        given: &[("דוד", "david"), ("שרה", "sarah"), ("יעל", "yael"), ("משה", "moshe"), ("נועה", "noa")],
        family: &[("כהן", "cohen"), ("לוי", "levi"), ("מזרחי", "mizrahi"), ("בן־דוד", "ben-david")],
        family_first: false,
        separator: " ",
        countries: &["IL"],
        weight: 2,
    },
    Language {
        given: &[
            ("伟", "wei"), ("芳", "fang"), ("秀英", "xiuying"), ("敏", "min"), ("静", "jing"), ("建国", "jianguo"),
            ("小明", "xiaoming"), ("雨桐", "yutong"),
        ],
        family: &[("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("欧阳", "ouyang"), ("黄", "huang")],
        family_first: true,
        separator: "",
        countries: &["CN", "TW", "SG"],
        weight: 7,
    },
    Language {
        given: &[
            ("太郎", "taro"), ("花子", "hanako"), ("さくら", "sakura"), ("健", "ken"), ("美咲", "misaki"), ("タケシ", "takeshi"),
        ],
        family: &[("佐藤", "sato"), ("鈴木", "suzuki"), ("高橋", "takahashi"), ("田中", "tanaka"), ("渡辺", "watanabe")],
        family_first: true,
        separator: " ",
        countries: &["JP"],
        weight: 4,
    },
    Language {
        given: &[("민준", "minjun"), ("서연", "seoyeon"), ("지우", "jiwoo"), ("하은", "haeun"), ("도윤", "doyun")],
        family: &[("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("정", "jung")],
        family_first: true,
        separator: "",
        countries: &["KR"],
        weight: 3,
    },
    Language {
        given: &[("आरव", "aarav"), ("प्रिया", "priya"), ("अर्जुन", "arjun"), ("दीपिका", "deepika"), ("विक्रम", "vikram")],
        family: &[("शर्मा", "sharma"), ("पटेल", "patel"), ("वर्मा", "verma"), ("श्रीवास्तव", "srivastava")],
        family_first: false,
        separator: " ",
        countries: &["IN"],
        weight: 4,
    },
];

/// People whose names break careless programs; they come first.
pub(crate) const AWKWARD: &[(&str, &str)] = &[
    ("Conan O'Brien", "conan.o'brien@example.com"),
    ("X", "x"),
    ("李", "li@example.com"),
    ("Robert'); DROP TABLE users;--", "bobby.tables@example.com"),
    ("<b>Bold</b> & \"Quoted\"", "bold+tag@example.com"),
    (
        "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Adolph Berta Charles David Earl Frederick Gerald Hubert Irvin \
         John Kent",
        "wolfe@example.com",
    ),
    ("Null", "null"),
    ("Ada 🦀 Lovelace 👩🏽‍💻", "ada.emoji@example.com"),
    ("محمد Smith عبد", "mixed.direction@example.com"),
    ("Ŝpëçîål Ćħàřš", "special%20chars@example.com"),
    ("Slash / Backslash \\ Percent %", "slash/back\\slash@example.com"),
    ("Question? Hash#", "what?is#this@example.com"),
    ("Zero\u{200d}Width", "zero.width@example.com"),
    ("12345", "12345"),
    ("  Spaces   Inside", "two spaces@example.com"),
    ("İstanbul ıI iİ", "dotless@example.com"),
    ("Straße STRASSE", "strasse@example.com"),
    ("Nguyễn Thị Ánh Tuyết", "nguyen.thi.anh.tuyet@example.com"),
    ("ثريا بنت عبد الرحمن بن محمد آل الشيخ الهاشمي القرشي", "thurayya@example.com"),
    ("Anna-Lena von und zu der Mühle-Eckart", "anna-lena.muehle@example.com"),
];
